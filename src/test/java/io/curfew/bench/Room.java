package io.curfew.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whose work a piece of CPU time is. */
enum Room {
    GATE("own: login gate and routing", true, "io.curfew.login.", "io.curfew.routing."),
    SESSION("own: session lookup, with Infinispan", true, "io.curfew.session.", "org.infinispan.", "org.jgroups."),
    CLIENT("own: proxy client and bodies", false, "io.curfew.proxy.Upstream", "io.curfew.proxy.RequestBody"),
    PROXY("own: proxy headers and servlet", true, "io.curfew.proxy."),
    OTHER_OWN("own: the rest", true, "io.curfew."),
    HTTP_CLIENT("HttpClient", false, "org.apache.hc."),
    SECURITY(
            "security and CDI",
            false,
            "com.ibm.ws.security.",
            "io.openliberty.security.",
            "com.ibm.ws.webcontainer.security.",
            "com.ibm.ws.cdi.",
            "io.openliberty.cdi.",
            "org.jboss.weld.",
            "com.ibm.ws.jaspi."),
    TRANSPORT(
            "Liberty transport",
            false,
            "com.ibm.ws.http.",
            "com.ibm.ws.tcpchannel.",
            "com.ibm.ws.channelfw.",
            "com.ibm.ws.bytebuffer.",
            "com.ibm.ws.genericbnf.",
            "com.ibm.wsspi.",
            "com.ibm.io."),
    CONTAINER("Liberty web container and the rest of it", false, "com.ibm.", "io.openliberty.", "org.apache."),
    SOCKETS("JDK sockets", false, "sun.nio.ch.", "java.net.", "java.nio.channels.", "sun.net."),
    OTHER("anything else", false, "");

    private final String title;
    private final boolean isOwnWork;
    private final Pattern packages;

    Room(String title, boolean isOwnWork, String... prefixes) {
        this.title = title;
        this.isOwnWork = isOwnWork;
        packages = Pattern.compile(Arrays.stream(prefixes).map(Pattern::quote).collect(Collectors.joining("|")));
    }

    String title() {
        return title;
    }

    /** Gate, lookup and headers: what the gateway adds to passing bytes on. */
    boolean isOwnWork() {
        return isOwnWork;
    }

    /**
     * The room of the innermost frame that is in one, since what the JDK does it does for its caller; its sockets are a room of
     * their own.
     *
     * @param frames fully qualified methods, innermost first
     */
    static Room of(List<String> frames) {
        return frames.stream()
                .flatMap(frame -> named(frame).stream())
                .findFirst()
                .orElse(OTHER);
    }

    private static Optional<Room> named(String frame) {
        return Arrays.stream(values())
                .filter(room -> room != OTHER && room.packages.matcher(frame).lookingAt())
                .findFirst();
    }
}
