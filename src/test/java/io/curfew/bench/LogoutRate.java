package io.curfew.bench;

import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Logout tokens per second from POST to 200, against the bare rate at which their signatures can be verified. */
final class LogoutRate {
    private static final int CONNECTIONS = 16;
    private static final int FIRST = 3000;

    /** More tokens than will be sent, so that none is sent twice. */
    private static final double SPARE = 2;

    /**
     * Per second, on all cores.
     *
     * @param bare verifications of RS256 signatures and nothing else
     * @param withoutSession tokens that find no session
     * @param withSession tokens that end a session each
     */
    record Found(double bare, double withoutSession, double withSession) {}

    private final Options options;
    private final Wrk wrk;
    private final LogoutTokens tokens;
    private final Path file;

    LogoutRate(Options options, Wrk wrk, TestProvider provider, Path directory) {
        this.options = options;
        this.wrk = wrk;
        tokens = new LogoutTokens(provider.issuer(), provider.keys().current().toRSAKey());
        file = directory.resolve("logout-tokens.txt");
    }

    /** @param many the node with the sessions of a {@link Crowd} */
    Found measured(Target one, Target many) {
        double bare = tokens.verificationsPerSecond(options.seconds());
        double without = perSecond(one, "nobody-", Integer.MAX_VALUE, number -> "no-such-session-" + number);
        double with = perSecond(many, "", options.sessions(), Crowd::sid);
        Found found = new Found(bare, without, with);
        System.out.printf(
                Locale.ROOT,
                "logout tokens per second: %.0f without a session, %.0f with; bare verification: %.0f%n",
                without,
                with,
                bare);
        return found;
    }

    private double perSecond(Target target, String subjects, int most, IntFunction<String> sid) {
        String url = target.url() + "/oidc/backchannel-logout";
        IntFunction<String> nobody = number -> "nobody-at-all-" + number;
        write(tokens.forms(0, FIRST, "warm-", nobody));
        wrk.post(url, file, CONNECTIONS, options.warmUpSeconds());
        // tokens that were seen before are refused, so the pace is taken from new ones
        double pace = sent(url, tokens.forms(FIRST, FIRST, "pace-", nobody), 1).perSecond();
        int count = (int) Math.min(most, pace * options.seconds() * SPARE);
        List<String> forms = tokens.forms(0, count, subjects, sid);
        int seconds = (int) Math.max(1, Math.min(options.seconds(), count / pace / SPARE));
        Wrk.Seen seen = sent(url, forms, seconds);
        if (seen.errors() > 0 || seen.requests() > count) {
            // no reason to lose the other figures of a long run
            System.err.println("Of " + seen.requests() + " logout tokens, " + count + " different ones, "
                    + seen.errors() + " were not accepted: this figure is worth nothing.");
        }
        return seen.perSecond();
    }

    private Wrk.Seen sent(String url, List<String> forms, int seconds) {
        write(forms);
        return wrk.post(url, file, CONNECTIONS, seconds);
    }

    private void write(List<String> forms) {
        try {
            Files.write(file, forms);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
