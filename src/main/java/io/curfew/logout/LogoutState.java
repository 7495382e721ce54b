package io.curfew.logout;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page after a sign-out needs to know of it. It travels through the provider in {@code state}.
 *
 * @param issued when the user signed out
 * @param sessionsEnded how many sessions of ours ended
 * @param revocation what became of the tokens
 * @param provider what became of the session at the provider
 * @param redirectUri where the browser goes in the end; null for our own page
 * @param clearCookies whether the browser is asked to forget its cookies in the end, when it no longer needs ours
 * @param receipt the name of the sign-out in the audit log; null when a node of an earlier version made this
 */
record LogoutState(
        Instant issued,
        int sessionsEnded,
        Revocation revocation,
        ProviderPart provider,
        @Nullable URI redirectUri,
        boolean clearCookies,
        @Nullable String receipt) {
    LogoutState(
            Instant issued,
            int sessionsEnded,
            Revocation revocation,
            ProviderPart provider,
            @Nullable URI redirectUri) {
        this(issued, sessionsEnded, revocation, provider, redirectUri, false, null);
    }

    /** What became of the session at the provider. */
    enum ProviderPart {
        /** The browser was sent to the end-session endpoint. */
        ASKED,
        /** The provider has no end-session endpoint. */
        NOT_OFFERED,
        /** Whether it has one could not be found out. */
        UNREACHABLE,
        /** The sign-out was one of the gateway alone. */
        NOT_ASKED
    }

    /**
     * One field a line; the first is the version of this format, since nodes of two versions may run side by side. What an earlier
     * version can say is said in it.
     */
    String text() {
        String text = String.join(
                "\n",
                receipt != null ? "3" : clearCookies ? "2" : "1",
                Long.toString(issued.getEpochSecond()),
                Integer.toString(sessionsEnded),
                revocation.name(),
                provider.name(),
                redirectUri == null ? "" : redirectUri.toString());
        if (receipt != null) {
            return text + (clearCookies ? "\ncookies\n" : "\n\n") + receipt;
        }
        return clearCookies ? text + "\ncookies" : text;
    }

    static Optional<LogoutState> parse(String text) {
        String[] fields = text.split("\n", -1);
        boolean first = fields.length == 6 && fields[0].equals("1");
        boolean second = fields.length == 7 && fields[0].equals("2") && fields[6].equals("cookies");
        boolean third = fields.length == 8 && fields[0].equals("3");
        if (!first && !second && !third) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LogoutState(
                    Instant.ofEpochSecond(Long.parseLong(fields[1])),
                    Integer.parseInt(fields[2]),
                    Revocation.valueOf(fields[3]),
                    ProviderPart.valueOf(fields[4]),
                    fields[5].isEmpty() ? null : URI.create(fields[5]),
                    second || (third && fields[6].equals("cookies")),
                    third ? fields[7] : null));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
