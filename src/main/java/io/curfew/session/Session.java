package io.curfew.session;

import io.curfew.config.Route.SessionSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is stored. Times are seconds since the epoch.
 *
 * @param space where it is a session; nowhere else
 * @param subject {@code sub} of the ID token
 * @param sid {@code sid} of the ID token: the provider's session, not ours
 * @param began {@code iat} of the ID token, by the provider's clock
 * @param started when the browser was sent to log in, by our clock
 * @param expires when nothing of it is left, by our clock
 * @param lastSeen the last request that was saved, by our clock; in milliseconds since the epoch
 * @param claims claims for headers and for showing
 * @param sealedTokens the tokens, sealed and bound to the session's key
 * @param times when they want attention
 * @param standing how its browser names it
 * @param sealedPlace from where its user signed in, sealed and bound to the session's key; empty where that is not known
 * @param later what a later version of Curfew wrote beside
 */
public record Session(
        SessionSpace space,
        String subject,
        @Nullable String sid,
        long began,
        long started,
        long expires,
        long lastSeen,
        Map<String, String> claims,
        String sealedTokens,
        TokenTimes times,
        Standing standing,
        String sealedPlace,
        LaterFields later)
        implements Caller {
    /** Under this name {@link #claims} has the provider's userinfo, as JSON in base64, where somebody is told it. */
    public static final String USER_INFO = "curfew:userinfo";

    public Session {
        claims = Map.copyOf(claims);
    }

    /** A session of this version, of whose tokens no times are known. */
    public Session(
            SessionSpace space,
            String subject,
            @Nullable String sid,
            long began,
            long started,
            long expires,
            long lastSeen,
            Map<String, String> claims,
            String sealedTokens) {
        this(
                space,
                subject,
                sid,
                began,
                started,
                expires,
                lastSeen,
                claims,
                sealedTokens,
                TokenTimes.UNKNOWN,
                Standing.UNSAID,
                "",
                LaterFields.NONE);
    }

    /** The session that a login begins now. */
    static Session of(Login login, Instant now, String sealedTokens) {
        return new Session(
                login.space(),
                login.subject(),
                login.sid(),
                login.began().getEpochSecond(),
                login.started().getEpochSecond(),
                now.getEpochSecond() + login.longest().toSeconds(),
                now.toEpochMilli(),
                login.claims(),
                sealedTokens,
                login.times(),
                Standing.UNSAID,
                "",
                LaterFields.NONE);
    }

    @Override
    public String issuer() {
        return space.issuer();
    }

    /** The same session, used later. */
    Session seenAt(long millis) {
        return new Session(
                space,
                subject,
                sid,
                began,
                started,
                expires,
                millis,
                claims,
                sealedTokens,
                times,
                standing,
                sealedPlace,
                later);
    }

    /** The same session with other times of its tokens. */
    Session with(TokenTimes next) {
        return with(claims, sealedTokens, next);
    }

    /** The same session with other tokens. What a logout goes by stays as it was at the login. */
    Session with(Map<String, String> newClaims, String newTokens, TokenTimes next) {
        return new Session(
                space,
                subject,
                sid,
                began,
                started,
                expires,
                lastSeen,
                newClaims,
                newTokens,
                next,
                standing,
                sealedPlace,
                later);
    }

    /** The same session, named otherwise. */
    Session with(Standing next) {
        return new Session(
                space,
                subject,
                sid,
                began,
                started,
                expires,
                lastSeen,
                claims,
                sealedTokens,
                times,
                next,
                sealedPlace,
                later);
    }

    /** The same session, of which is known from where its user signed in. */
    Session withPlace(String sealed) {
        return new Session(
                space,
                subject,
                sid,
                began,
                started,
                expires,
                lastSeen,
                claims,
                sealedTokens,
                times,
                standing,
                sealed,
                later);
    }

    /** The ids in its cookie, the first of which was handed out at the login. */
    RollingId ids() {
        RollingId id = standing.id();
        return id.renewed() > 0 ? id : RollingId.of(id.current(), started * 1000);
    }

    /** When it ends unless it is brought back. */
    public long ends() {
        return standing.ends() > 0 ? standing.ends() : expires;
    }

    /** When the newest of its ids ends, in milliseconds since the epoch. */
    public long idsEnd(Duration rolling) {
        return Math.max(ids().renewed(), ids().offered()) + rolling.toMillis();
    }

    /**
     * Whether it is over unless it is brought back.
     *
     * @param idlingTimeout zero for none
     */
    boolean isPast(long now, Duration idlingTimeout) {
        boolean idle = !idlingTimeout.isZero() && now - lastSeen >= idlingTimeout.toMillis();
        return idle || now >= ends() * 1000;
    }

    @Nullable
    ProviderSession providerSession() {
        return sid == null ? null : new ProviderSession(issuer(), sid);
    }

    ProviderSubject providerSubject() {
        return new ProviderSubject(issuer(), subject);
    }

    @Override
    public String toString() {
        return "[session]";
    }
}
