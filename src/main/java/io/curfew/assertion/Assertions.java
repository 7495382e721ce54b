package io.curfew.assertion;

import io.curfew.config.AssertionSettings;
import io.curfew.config.PublicUrl;
import io.curfew.page.Json;
import io.curfew.session.Admitted;
import io.curfew.session.Caller;
import io.curfew.session.LiveSession;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Signed assertions of who a caller is, in the claims of MicroProfile JWT 2.1. Signing costs more than the rest of a request's way
 * through the gateway, so one is used again for the same caller until half of its life is over.
 */
public final class Assertions {
    private static final int JTI_BYTES = 16;

    private final String issuer;
    private final AssertionKeys keys;
    private final Clock clock;
    private final SecureRandom random;
    private final RecentAssertions recent = new RecentAssertions();

    public Assertions(PublicUrl publicUrl, AssertionKeys keys, Clock clock, SecureRandom random) {
        this.issuer = publicUrl.uri().toString();
        this.keys = keys;
        this.clock = clock;
        this.random = random;
    }

    /** One for the upstream of a route that is good for at least half of its lifetime. */
    public String of(AssertionSettings settings, Admitted admitted) {
        Caller caller = admitted.caller();
        LiveSession session = admitted instanceof LiveSession live ? live : null;
        String groups = caller.claims().get(Caller.GROUPS + String.join(",", settings.groupsClaim()));
        RecentAssertions.Facts facts = new RecentAssertions.Facts(
                settings.audience(),
                settings.lifetime(),
                session == null ? null : session.key(),
                caller.issuer(),
                caller.subject(),
                caller.claims().get("preferred_username"),
                groups);
        long now = clock.millis();
        String known = recent.find(facts, now);
        if (known != null) {
            return known;
        }
        String made = keys.sign(claims(facts, session, now / 1000));
        recent.keep(facts, made, now + settings.lifetime().toMillis() / 2);
        return made;
    }

    private String claims(RecentAssertions.Facts facts, @Nullable LiveSession session, long now) {
        StringBuilder claims = new StringBuilder(512).append('{');
        member(claims, "iss", issuer);
        member(claims, "sub", facts.subject());
        member(claims, "aud", facts.audience());
        claims.append("\"iat\":").append(now).append(',');
        claims.append("\"exp\":").append(now + facts.lifetime().toSeconds()).append(',');
        member(claims, "jti", jti());
        member(claims, "upn", facts.userName() == null ? facts.subject() : facts.userName());
        if (facts.userName() != null) {
            member(claims, "preferred_username", facts.userName());
        }
        if (facts.groups() != null) {
            claims.append("\"groups\":").append(facts.groups()).append(',');
        }
        if (session != null) {
            member(claims, "sid", session.publicId());
        }
        member(claims, "idp", facts.issuer());
        claims.setCharAt(claims.length() - 1, '}');
        return claims.toString();
    }

    private static void member(StringBuilder claims, String name, String value) {
        claims.append('"').append(name).append("\":").append(Json.quote(value)).append(',');
    }

    private String jti() {
        byte[] bits = new byte[JTI_BYTES];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
