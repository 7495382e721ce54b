package io.curfew.logout;

import io.curfew.page.SetCookie;
import io.curfew.session.Seal;
import io.curfew.session.SessionId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers, sealed and in the browser itself, which sessions a sign-out could not end because the store was down. The session
 * cookies are gone from the browser by then, so that whoever uses it next is not signed in; trying again ends the sessions.
 */
public final class PendingSignOuts {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** With the version of the format, so that a node of another version opens nothing instead of misreading it. */
    private static final String PURPOSE = "pending-sign-out/1";
    /** Keeps the cookie well below the 4096 bytes that browsers take. */
    private static final int MOST = 8;

    private final Seal sealing;
    private final Clock clock;
    private final boolean secure;

    /** Creates it; {@code secure} when browsers reach the gateway by https. */
    public PendingSignOuts(Seal sealing, Clock clock, boolean secure) {
        this.sealing = sealing;
        this.clock = clock;
        this.secure = secure;
    }

    /** A cookie that can only be used to sign these sessions out. */
    SetCookie remember(List<BrowserCookie> sessionCookies) {
        Stream<String> lines = sessionCookies.stream()
                .filter(cookie -> SessionId.parse(cookie.value()).isPresent())
                .limit(MOST)
                .map(cookie -> cookie.name() + "=" + cookie.value());
        String text = Stream.concat(Stream.of(Long.toString(clock.instant().getEpochSecond())), lines)
                .collect(Collectors.joining("\n"));
        return new SetCookie(cookieName(), sealing.seal(PURPOSE, cookieName(), text), LIFETIME, secure);
    }

    /** The session cookies that are still to be signed out. */
    List<BrowserCookie> recall(List<BrowserCookie> cookies) {
        return cookies.stream()
                .filter(cookie -> cookie.name().equals(cookieName()))
                .flatMap(cookie -> sealing.open(PURPOSE, cookieName(), cookie.value()).stream())
                .flatMap(this::parse)
                .toList();
    }

    SetCookie clearedCookie() {
        return SetCookie.cleared(cookieName(), secure);
    }

    private Stream<BrowserCookie> parse(String text) {
        String[] lines = text.split("\n", -1);
        Instant issued = Instant.ofEpochSecond(Long.parseLong(lines[0]));
        if (!clock.instant().isBefore(issued.plus(LIFETIME))) {
            return Stream.empty();
        }
        return Arrays.stream(lines, 1, lines.length)
                .map(line -> line.split("=", 2))
                .map(pair -> new BrowserCookie(pair[0], pair[1]));
    }

    private String cookieName() {
        return SetCookie.hostName("curfew-sign-out-pending", secure);
    }
}
