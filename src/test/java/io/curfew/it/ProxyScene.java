package io.curfew.it;

import io.curfew.ground.FreePort;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** One node with routes to an upstream that answers in every way, to one that is down, and for the rest of all paths. */
final class ProxyScene implements AutoCloseable {
    private final UpstreamScripts scripts = new UpstreamScripts();
    private final Scene scene;
    private final String cookie;

    private ProxyScene() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(scripts::answer);
        scene = Scene.start(TestProvider.start(), upstream, config -> config.withRoute("down", "/down", down())
                .withRoute("late", "/late", upstream.uri())
                .with("curfew.route.late.read_timeout", "1000")
                .withRoute("rest", "/", upstream.uri())
                .with("curfew.route.rest.strip_path", "false")
                .with("curfew.upstream_headers_claims", "sub")
                .with("curfew.upstream_headers_names", "X-User"));
        cookie = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    private static String down() {
        return "http://127.0.0.1:" + FreePort.any();
    }

    int port() {
        return scene.port();
    }

    String url(String path) {
        return scene.url(path);
    }

    RecordingUpstream upstream() {
        return scene.upstream();
    }

    UpstreamScripts scripts() {
        return scripts;
    }

    /** The session cookie of the user who is signed in, with its name. */
    String cookie() {
        return cookie;
    }

    /** Sends a request of the user who is signed in. */
    Wire.Reply call(String method, String target, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Cookie: " + cookie;
        return Wire.send(scene.port(), Wire.request(method, target, all));
    }

    /** The head that the upstream got last. */
    String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1);
    }

    @Override
    public void close() throws IOException {
        scripts.close();
        scene.close();
    }

    /** Hands the one scene of a run to the tests that ask for it. */
    static final class Shared extends SharedScene<ProxyScene> {
        Shared() {
            super(ProxyScene.class);
        }

        @Override
        ProxyScene start() throws IOException {
            return new ProxyScene();
        }
    }
}
