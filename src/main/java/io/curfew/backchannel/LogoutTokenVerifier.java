package io.curfew.backchannel;

import io.curfew.config.Registration;
import io.curfew.provider.SigningKeyVerdict;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies logout tokens. What is cheap comes first: no key is looked up and no signature is computed for a token that names
 * another algorithm, issuer, audience or type.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID Connect Back-Channel Logout 1.0
 *     incorporating errata set 1, section 2.6</a>
 */
public final class LogoutTokenVerifier {
    /** Where the keys come from: {@code Providers::signingKey}. */
    @FunctionalInterface
    public interface SigningKeys {
        /** The key of the registration's provider with this {@code kid}; never throws. */
        SigningKeyVerdict signingKey(Registration registration, @Nullable String kid);
    }

    private final List<Registration> registrations;
    private final SigningKeys keys;
    private final Clock clock;

    /** @param registrations all of the configuration: {@code iss} and {@code aud} choose among them */
    public LogoutTokenVerifier(List<Registration> registrations, SigningKeys keys, Clock clock) {
        this.registrations = List.copyOf(registrations);
        this.keys = keys;
        this.clock = clock;
    }

    /** Makes every step until one is not passed. */
    public LogoutTokenVerdict verify(String text) {
        LogoutTokenCase one = begin(text);
        for (LogoutTokenStep step : LogoutTokenStep.values()) {
            Optional<LogoutTokenVerdict> end = one.check(step);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return one.accepted();
    }

    /** Makes the same steps and tells of each; where one is not passed it goes on with those that need nothing of it. */
    LogoutTokenExplanation explain(String text) {
        return LogoutTokenExplanation.of(begin(text));
    }

    private LogoutTokenCase begin(String text) {
        return new LogoutTokenCase(registrations, keys, clock.instant(), text);
    }
}
