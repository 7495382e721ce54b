package io.curfew.console;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.Page;
import io.curfew.session.Presented;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The console's page with its style and its scripts, read once. */
public final class ConsoleFiles {
    /** Where they are in the WAR; the container serves nothing from there by itself. */
    static final String DIRECTORY = "/WEB-INF/console/";

    /** Where the page is. */
    static final String PATH = "/admin";

    static final String STYLE = PATH + "/console.css";
    static final String SCRIPT = PATH + "/console.js";

    /** Below it are the parts of the script. */
    static final String PARTS = PATH + "/console/";

    private static final String PAGE = "console.html";
    private static final List<String> MODULES = List.of(
            "api",
            "details",
            "doctor",
            "dom",
            "ending",
            "explain",
            "health",
            "logouts",
            "poll",
            "sessions",
            "trouble",
            "words");

    private final String page;
    private final Map<String, Answer> others;

    /**
     * Reads them.
     *
     * @param opener gives the content at a path of the WAR, or null
     */
    ConsoleFiles(Function<String, @Nullable InputStream> opener) {
        page = text(opener, PAGE);
        others = Stream.concat(
                        Stream.of("console.css", "console.js"), MODULES.stream().map(name -> "console/" + name + ".js"))
                .collect(Collectors.toUnmodifiableMap(
                        name -> PATH + "/" + name, name -> file(name, text(opener, name))));
    }

    /**
     * What is at a path below the reserved prefix.
     *
     * @param publicUrl where the browser reaches the gateway
     */
    Optional<Answer> at(String path, PublicUrl publicUrl) {
        return path.equals(PATH) ? Optional.of(page(publicUrl)) : Optional.ofNullable(others.get(path));
    }

    /** Nothing runs, and nothing is asked, but what is below the console's own path; text cannot become markup. */
    private Answer page(PublicUrl publicUrl) {
        String own = publicUrl.origin() + publicUrl.contextPath() + "/oidc" + PATH;
        return new Answer(
                200,
                List.of(
                        new Answer.Header("Content-Type", Page.MEDIA_TYPE),
                        new Answer.Header("Cache-Control", "no-store"),
                        new Answer.Header(
                                "Content-Security-Policy",
                                "default-src 'none'; script-src " + own + "/console.js " + own + "/console/; style-src "
                                        + own + "/console.css; connect-src " + own
                                        + "/; img-src data:; base-uri 'none';"
                                        + " form-action 'none'; frame-ancestors 'none';"
                                        + " require-trusted-types-for 'script'; trusted-types 'none'"),
                        new Answer.Header("X-Content-Type-Options", "nosniff"),
                        new Answer.Header("Referrer-Policy", "same-origin"),
                        new Answer.Header("Cross-Origin-Opener-Policy", "same-origin")),
                page);
    }

    private static Answer file(String name, String text) {
        String type = name.endsWith(".css") ? "text/css" : "text/javascript";
        return new Answer(
                200,
                List.of(
                        new Answer.Header("Content-Type", type + ";charset=UTF-8"),
                        new Answer.Header("Cache-Control", "private, no-cache"),
                        new Answer.Header("ETag", '"' + Presented.fingerprint(text) + '"'),
                        new Answer.Header("X-Content-Type-Options", "nosniff"),
                        new Answer.Header("Cross-Origin-Resource-Policy", "same-origin")),
                text);
    }

    private static String text(Function<String, @Nullable InputStream> opener, String name) {
        try (InputStream in = opener.apply(DIRECTORY + name)) {
            if (in == null) {
                throw new IllegalStateException(DIRECTORY + name + " is not in the WAR.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
