package io.curfew.backchannel;

import io.curfew.config.BackChannelScope;
import org.jspecify.annotations.Nullable;

/** Whether a logout token is what it says. */
public sealed interface LogoutTokenVerdict {
    /**
     * It is.
     *
     * @param scope what its provider means by a {@code sid}
     */
    record Accepted(LogoutToken token, BackChannelScope scope) implements LogoutTokenVerdict {}

    /**
     * It is not.
     *
     * @param issuer what the token claims, unproven, for a log line; null when it claims nothing readable
     * @param jti likewise
     */
    record Refused(
            LogoutTokenRefusal refusal,
            @Nullable String issuer,
            @Nullable String jti) implements LogoutTokenVerdict {
        Refused(LogoutTokenRefusal refusal) {
            this(refusal, null, null);
        }
    }

    /** The provider's keys cannot be fetched now, or were not for this token; {@code reason} is safe to log. */
    record KeysUnavailable(String reason) implements LogoutTokenVerdict {}
}
