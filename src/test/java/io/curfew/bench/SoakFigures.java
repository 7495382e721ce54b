package io.curfew.bench;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.StreamScript;
import io.curfew.ground.TestProvider;
import io.curfew.ground.WebSocketScript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** Runs a packaged node at a share of the load it can take while users come and go, and watches for errors and growth. */
public final class SoakFigures {
    /** Of the highest rate. */
    static final double SHARE = 0.7;

    /** Minutes from one full collection of the node's heap to the next. */
    static final int COLLECT_EVERY = 5;

    /** What is shorter is a trial and writes nothing below docs. */
    private static final int FOR_THE_RECORD = 30;

    private static final long SECOND = 1_000_000_000L;

    /** A node at its limit leaves its compilers little time. */
    private static final int WARM_UP_SECONDS = 300;

    private static final int TRIAL_WARM_UP_SECONDS = 30;
    private static final int RACE_SECONDS = 15;

    private final int length;
    private final TestProvider provider;
    private final Troubles troubles = new Troubles();
    private final SoakMinutes minutes = new SoakMinutes();

    private SoakFigures(int length, TestProvider provider) {
        this.length = length;
        this.provider = provider;
    }

    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        int length = length(arguments);
        Path directory = BuildDirectory.fresh("bench");
        boolean isGood;
        WebSocketScript webSockets = new WebSocketScript();
        StreamScript events = new StreamScript();
        try (PeerServers servers = new PeerServers(directory);
                TestProvider provider = TestProvider.start();
                RecordingUpstream live = new RecordingUpstream(exchange -> {
                    if (exchange.head().startsWith("GET /echo ")) {
                        webSockets.answer(exchange);
                    } else {
                        events.answer(exchange);
                    }
                })) {
            GatewayConfig config = config(provider, servers.nginx().url(), live.uri());
            try (GatewayNode node = GatewayNode.start(config)) {
                isGood = new SoakFigures(length, provider).soak(node);
            }
        } finally {
            BuildDirectory.delete(directory);
        }
        System.exit(isGood ? 0 : 1);
    }

    private static int length(String... arguments) {
        if (arguments.length == 0) {
            return FOR_THE_RECORD;
        }
        if (arguments.length != 2 || !arguments[0].equals("--minutes") || !arguments[1].matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("usage: bench/soak [--minutes 30]");
        }
        return Integer.parseInt(arguments[1]);
    }

    private static GatewayConfig config(TestProvider provider, String files, String live) {
        GatewayConfig config = GatewayConfig.onFreePorts();
        return config.with("curfew.public_url", "http://127.0.0.1:" + config.httpPort())
                .with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", "gateway")
                .with("curfew.client_secret", "secret")
                .with("curfew.session_absolute_timeout", Integer.toString(SoakMinutes.STEADY_AFTER * 60))
                .withRoute("files", "/files", files)
                .with("curfew.route.files.strip_path", "false")
                .with("curfew.route.files.logout_uri_suffix", "/logout")
                .withRoute("live", "/live", live);
    }

    private boolean soak(GatewayNode node) throws IOException {
        long server = server(node);
        double most;
        try (Turnover turnover = new Turnover(provider, node.url(""), troubles)) {
            turnover.fill();
            System.out.printf("%d users are logged in%n", Turnover.CROWD);
            try (PacedLoad load = new PacedLoad(node.url(""), turnover::anyCookie, troubles)) {
                turnover.start();
                most = race(load);
                load.pace(most * SHARE);
                watch(server, turnover, load);
            }
        }
        SoakPage page = new SoakPage(minutes, most);
        System.out.println();
        System.out.println(page.table());
        System.out.println(page.verdict());
        Path root = BuildDirectory.path();
        page.write((length < FOR_THE_RECORD ? root : root.resolveSibling("docs")).resolve("soak.md"));
        return minutes.isGood();
    }

    /** The process of the server, which is a child of the launcher. */
    private static long server(GatewayNode node) {
        return node.launcher().children().findFirst().orElseThrow().pid();
    }

    private double race(PacedLoad load) {
        load.race();
        parkUntil(System.nanoTime() + (length < FOR_THE_RECORD ? TRIAL_WARM_UP_SECONDS : WARM_UP_SECONDS) * SECOND);
        load.take();
        long start = System.nanoTime();
        parkUntil(start + RACE_SECONDS * SECOND);
        double most = load.take().count() / ((System.nanoTime() - start) / 1e9);
        System.out.printf("at most %.0f requests a second; now %.0f%n", most, most * SHARE);
        return most;
    }

    private void watch(long server, Turnover turnover, PacedLoad load) {
        ProcessTree processes = new ProcessTree(server);
        turnover.take();
        int errors = 0;
        double cpu = processes.cpuMillis();
        long due = System.nanoTime();
        for (int number = 0; number <= length; number++) {
            if (number > 0) {
                due += 60 * SECOND;
                parkUntil(due);
            }
            Latencies.Taken requests = load.take();
            double spent = processes.cpuMillis() - cpu;
            cpu += spent;
            int now = troubles.count();
            SoakMinutes.Minute minute = new SoakMinutes.Minute(
                    number,
                    requests,
                    now - errors,
                    requests.count() == 0 ? 0 : spent / requests.count(),
                    NodeState.of(server),
                    heap(server, number),
                    turnover.alive(),
                    turnover.take());
            errors = now;
            minutes.add(minute);
            System.out.println(SoakPage.row(minute));
        }
    }

    private OptionalDouble heap(long server, int number) {
        return number % COLLECT_EVERY == 0 || number == length
                ? OptionalDouble.of(NodeState.heapAfterCollection(server))
                : OptionalDouble.empty();
    }

    private static void parkUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
