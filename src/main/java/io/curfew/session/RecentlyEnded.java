package io.curfew.session;

import io.curfew.config.Route.SessionSpace;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sign-out needs of a session that somebody else has ended, for an hour: the provider said so, or another application of
 * the same session at the provider. Its browser still has the cookie and does not know; when its user signs out, the provider
 * can be told who that is and need not ask.
 *
 * <p>The entries are beside the logins under way, in the one cache that may forget: it is bounded, and nobody's safety hangs on it.
 * They are no sessions, and nothing makes one of them.
 */
public final class RecentlyEnded {
    static final Duration LIFETIME = Duration.ofHours(1);

    /** Of one node. When everybody is signed out at once, everybody logs in again, and those logins need the room. */
    static final int MOST_AN_HOUR = 2_000;

    private static final String PURPOSE = "recently ended";
    /** No id of a login has a dot. */
    private static final String PREFIX = "ended.";

    private final StoreCache<String, PendingLogin> entries;
    private final Seal seal;
    private final SealedTokens sealedTokens;
    private final Clock clock;
    private long countedSince;
    private int count;

    public RecentlyEnded(SessionCaches caches, Seal seal, Clock clock) {
        this.entries = new StoreCache<>("logins", caches.logins());
        this.seal = seal;
        this.sealedTokens = new SealedTokens(seal);
        this.clock = clock;
    }

    /**
     * Who it was.
     *
     * @param userName what the user is called at the provider
     * @param idToken the session's, perhaps expired; null when it cannot be opened
     */
    public record Ended(String userName, @Nullable String idToken) {
        @Override
        public String toString() {
            return "[ended session]";
        }
    }

    private synchronized boolean hasRoom() {
        long now = clock.millis();
        if (now - countedSince >= LIFETIME.toMillis()) {
            countedSince = now;
            count = 0;
        }
        return count++ < MOST_AN_HOUR;
    }

    /** As well as it goes: the session is over whether this works or not. */
    void remember(SessionKey key, Session session) {
        if (!hasRoom()) {
            return;
        }
        try {
            String id = PREFIX + key.value();
            Map<String, String> known = new HashMap<>();
            known.put("issuer", session.space().issuer());
            known.put("client_id", session.space().clientId());
            known.put("cookie", session.space().cookieName());
            known.put("audience", session.space().audience());
            known.put("user_name", session.userName());
            known.put("ids", session.ids().asText());
            RollingId remembered = session.standing().remembered();
            if (remembered != null) {
                known.put("remembered", remembered.asText());
            }
            sealedTokens
                    .open(key, session)
                    .ifPresent(tokens -> known.put("id_token", seal.seal(PURPOSE, id, tokens.idToken())));
            Duration left = Duration.ofMillis(session.expires() * 1000 - clock.millis());
            entries.putSoon(
                    id,
                    new PendingLogin("", "", known, clock.millis()),
                    left.compareTo(LIFETIME) < 0 ? left : LIFETIME);
        } catch (RuntimeException e) {
            // the provider will ask the user, which is no harm
        }
    }

    /**
     * What is known of the session that a session cookie named, once; empty where that is nothing.
     *
     * @param cookieValue as the browser sent it: anything
     * @throws StoreUnavailableException if nobody knows; each further question would wait as long
     */
    public Optional<Ended> take(String cookieValue, SessionSpace space) {
        return take(cookieValue, space, "ids");
    }

    /** The same by a remembering cookie. */
    public Optional<Ended> takeRemembered(String cookieValue, SessionSpace space) {
        return take(cookieValue, space, "remembered");
    }

    private Optional<Ended> take(String cookieValue, SessionSpace space, String ids) {
        return SessionId.parse(cookieValue)
                .flatMap(id -> takeEntry(PREFIX + id.key().value(), ids, id.secretHash(), space));
    }

    private Optional<Ended> takeEntry(String id, String ids, String hash, SessionSpace space) {
        PendingLogin entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        Map<String, String> known = entry.attributes();
        if (!space.equals(new SessionSpace(
                known.getOrDefault("issuer", ""),
                known.getOrDefault("client_id", ""),
                known.getOrDefault("cookie", ""),
                known.getOrDefault("audience", "")))) {
            return Optional.empty();
        }
        // an id that was renewed away is nobody's who may know who it was
        String good = known.get(ids);
        if (good == null || !RollingId.ofText(good).accepts(hash, clock.millis(), 0)) {
            return Optional.empty();
        }
        entries.remove(id);
        String idToken =
                seal.open(PURPOSE, id, known.getOrDefault("id_token", "")).orElse(null);
        return Optional.of(new Ended(known.getOrDefault("user_name", ""), idToken));
    }
}
