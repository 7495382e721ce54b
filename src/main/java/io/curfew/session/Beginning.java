package io.curfew.session;

import io.curfew.config.RememberSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A session on its way into the store, with the ids that only the browser gets. */
record Beginning(SessionId id, @Nullable SessionId remembered, Session session) {
    static Beginning of(Login login, Interior interior) {
        Instant now = interior.clock().instant();
        SessionId id = SessionId.fresh(interior.random());
        String sealed = new SealedTokens(interior.seal()).seal(id.key(), login.tokens());
        RememberSettings remember = login.terms().remember();
        String place = new SealedPlace(interior.seal()).seal(id.key(), login.place());
        SessionId remembered = remember == null
                ? null
                : id.withSecret(SessionId.fresh(interior.random()).value());
        String bound = login.terms().bound();
        Standing standing = new Standing(
                bound == null ? null : id.boundTo(bound),
                remember == null
                        ? 0
                        : now.getEpochSecond() + login.absoluteTimeout().toSeconds(),
                RollingId.of(RollingId.FIRST, now.toEpochMilli()),
                remembered == null ? null : RollingId.of(remembered.secretHash(), now.toEpochMilli()));
        return new Beginning(
                id, remembered, Session.of(login, now, sealed).with(standing).withPlace(place));
    }

    SessionKey key() {
        return id.key();
    }

    LiveSession live() {
        return new LiveSession(key(), session);
    }

    LoginOutcome.Begun begun() {
        return new LoginOutcome.Begun(id, remembered, live());
    }
}
