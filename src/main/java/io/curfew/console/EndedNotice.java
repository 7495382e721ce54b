package io.curfew.console;

import io.curfew.session.LiveSession;
import io.curfew.session.Seal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the page says after an ending travels through the redirect, sealed: nobody else makes it say something. */
final class EndedNotice {
    private static final String PURPOSE = "sign-ins that were ended";
    private static final Duration LIFETIME = Duration.ofMinutes(2);
    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (\\d{1,18})(?: ([A-Za-z0-9_-]{22}))?");

    private final Seal seal;
    private final Clock clock;

    EndedNotice(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * What was ended.
     *
     * @param receipt its name in the audit log; null when a node of an earlier version wrote this
     */
    record Told(int signIns, @Nullable String receipt) {}

    /** A text for a query. */
    String of(SignInEnding.Ended ended, List<LiveSession> own) {
        return seal.seal(PURPOSE, reader(own), ended.signIns() + " " + clock.millis() + " " + ended.receipt());
    }

    /** What was ended; empty for anything that is not ours, not fresh or not of this browser. */
    Optional<Told> read(@Nullable String text, List<LiveSession> own) {
        Optional<Matcher> opened = text == null
                ? Optional.empty()
                : seal.open(PURPOSE, reader(own), text).map(TEXT::matcher).filter(Matcher::matches);
        return opened.filter(found -> clock.millis() - Long.parseLong(found.group(2)) < LIFETIME.toMillis())
                .map(found -> new Told(Integer.parseInt(found.group(1)), found.group(3)));
    }

    private static String reader(List<LiveSession> own) {
        return own.get(0).publicId();
    }
}
