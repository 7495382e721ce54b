package io.curfew.session;

import io.curfew.config.RememberSettings;
import io.curfew.config.SessionSettings;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All sessions of the users that a browser is signed in as, wherever they are used, to be shown to their user. Whoever asks is known
 * by sessions that are live; nobody else's are ever read. Every method may throw {@link StoreUnavailableException}.
 */
public final class UserSessions {
    private final Sessions hall;
    private final Interior interior;
    private final SealedPlace places;
    private final Clock clock;

    public UserSessions(Sessions hall) {
        this.hall = hall;
        this.interior = hall.interior();
        this.places = new SealedPlace(interior.seal());
        this.clock = interior.clock();
    }

    /**
     * What was read.
     *
     * @param more how many were not; of them some may be over
     */
    public record Found(List<LiveSession> sessions, int more) {
        public Found {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * The sessions of these sessions' users that nobody has ended, those themselves first, then the newest.
     *
     * @param most no more are read
     */
    public Found of(Collection<LiveSession> own, int most) {
        long term = interior.quorum().term();
        List<SessionKey> keys = keys(own);
        List<SessionKey> asked = keys.subList(0, Math.min(most, keys.size()));
        long now = clock.millis();
        List<LiveSession> there = interior.marks()
                .notCovered(interior.sessions().all(asked).stream()
                        .filter(live -> now < live.session().expires() * 1000)
                        .toList());
        if (!interior.quorum().holds(term)) {
            throw StoreUnavailableException.noMajority();
        }
        return new Found(there, keys.size() - asked.size());
    }

    /** The one of them that has this {@link LiveSession#publicId}. */
    public Optional<LiveSession> find(Collection<LiveSession> own, String publicId) {
        return keys(own).stream()
                .filter(key -> LiveSession.publicId(key).equals(publicId))
                .findFirst()
                .flatMap(key -> hall.find(key, any -> true));
    }

    /** Whether a browser may be let through by a session under these settings, or could bring it back. */
    public boolean isOfUse(LiveSession live, SessionSettings settings) {
        return isOfUse(live.session(), settings, clock.millis());
    }

    static boolean isOfUse(Session session, SessionSettings settings, long now) {
        boolean isUsable = !session.isPast(now, settings.idlingTimeout())
                && !session.ids().isOver(now, settings.rules().rollingTimeout().toMillis());
        RememberSettings remember = settings.rules().remember();
        RollingId remembered = session.standing().remembered();
        return isUsable
                || (remember != null
                        && remembered != null
                        && !remembered.isOver(now, remember.rollingTimeout().toMillis()));
    }

    /** From where its user signed in. */
    public SignInPlace place(LiveSession live) {
        return places.open(live);
    }

    private List<SessionKey> keys(Collection<LiveSession> own) {
        Set<SessionKey> keys = new LinkedHashSet<>();
        Set<ProviderSubject> users = new LinkedHashSet<>();
        for (LiveSession one : own) {
            keys.add(one.key());
            users.add(one.session().providerSubject());
        }
        Map<SessionKey, Long> ends = new HashMap<>();
        users.forEach(user -> ends.putAll(interior.sessions().ends(user)));
        long now = clock.instant().getEpochSecond();
        ends.entrySet().stream()
                .filter(entry -> now < entry.getValue())
                .sorted(Map.Entry.<SessionKey, Long>comparingByValue().reversed())
                .forEach(entry -> keys.add(entry.getKey()));
        return List.copyOf(keys);
    }
}
