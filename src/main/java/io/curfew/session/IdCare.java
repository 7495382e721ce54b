package io.curfew.session;

import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes the ids of a session one step further, for a request that came with one of them. */
final class IdCare {
    private final Seal seal;
    private final SecureRandom random;

    IdCare(Seal seal, SecureRandom random) {
        this.seal = seal;
        this.random = random;
    }

    /**
     * The ids after the step.
     *
     * @param handedOut what the browser is to be given; null for nothing
     */
    record Step(RollingId ids, @Nullable SessionId handedOut) {}

    /** What holds for one step. */
    record At(String purpose, long now, long rolling) {}

    /** For a request with this id, which is accepted. The next id is handed out if it is time for it, and each time the same. */
    Step onUse(RollingId ids, SessionId id, String hash, At at) {
        RollingId known = confirmed(ids, hash, at);
        if (!hash.equals(known.current())) {
            return new Step(known, null);
        }
        return known.isOffered() || known.isDue(at.now(), at.rolling())
                ? handOut(known, id, at)
                : new Step(known, null);
    }

    /** The same when the request is to be given the next id in any case. */
    Step onReturn(RollingId ids, SessionId id, String hash, At at) {
        return handOut(confirmed(ids, hash, at), id, at);
    }

    private static RollingId confirmed(RollingId ids, String hash, At at) {
        return ids.isOffered() && hash.equals(ids.next()) ? ids.confirmed(at.now(), at.rolling()) : ids;
    }

    private Step handOut(RollingId ids, SessionId id, At at) {
        String boundTo = id.key().value();
        Optional<String> offered =
                ids.isOffered() ? seal.open(at.purpose(), boundTo, ids.sealedNext()) : Optional.empty();
        if (offered.isPresent()) {
            return new Step(ids, id.withSecret(offered.get()));
        }
        String secret = SessionId.fresh(random).value();
        SessionId next = id.withSecret(secret);
        String sealed = seal.seal(at.purpose(), boundTo, secret);
        return new Step(ids.offering(next.secretHash(), sealed, at.now()), next);
    }
}
