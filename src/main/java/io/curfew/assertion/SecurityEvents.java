package io.curfew.assertion;

import io.curfew.config.PublicUrl;
import io.curfew.page.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;

/**
 * Security Event Tokens (RFC 8417) that say that a session is over: the event {@code session-revoked} of OpenID CAEP 1.0, in the
 * form that the OpenID Shared Signals Framework 1.0 demands. They have neither {@code sub} nor {@code exp}, and a {@code typ} of their
 * own, so none of them passes for an assertion of who somebody is.
 */
public final class SecurityEvents {
    /** The media type of what {@link #sessionRevoked} makes. */
    public static final String MEDIA_TYPE = "application/secevent+jwt";

    private static final String SESSION_REVOKED = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    private static final int JTI_BYTES = 16;

    private final String issuer;
    private final AssertionKeys keys;
    private final Clock clock;
    private final SecureRandom random;

    public SecurityEvents(PublicUrl publicUrl, AssertionKeys keys, Clock clock, SecureRandom random) {
        this.issuer = publicUrl.uri().toString();
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** A token, issued now, for whoever has this audience. */
    public String sessionRevoked(String audience, RevokedSession session) {
        byte[] jti = new byte[JTI_BYTES];
        random.nextBytes(jti);
        return keys.signEvent("{\"iss\":" + Json.quote(issuer)
                + ",\"aud\":" + Json.quote(audience)
                + ",\"iat\":" + clock.instant().getEpochSecond()
                + ",\"jti\":"
                + Json.quote(Base64.getUrlEncoder().withoutPadding().encodeToString(jti))
                + ",\"sub_id\":" + subject(session)
                + ",\"events\":{" + Json.quote(SESSION_REVOKED) + ":" + event(session) + "}}");
    }

    /** One session of one user (RFC 9493; Shared Signals Framework 1.0, section 3.2). */
    private static String subject(RevokedSession session) {
        return "{\"format\":\"complex\",\"user\":{\"format\":\"iss_sub\",\"iss\":" + Json.quote(session.issuer())
                + ",\"sub\":" + Json.quote(session.subject())
                + "},\"session\":{\"format\":\"opaque\",\"id\":" + Json.quote(session.id()) + "}}";
    }

    private static String event(RevokedSession session) {
        return "{\"event_timestamp\":" + session.at().getEpochSecond()
                + ",\"initiating_entity\":" + Json.quote(session.initiator())
                + ",\"curfew_reason\":" + Json.quote(session.reason()) + "}";
    }
}
