package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.provider.AccessTokenVerdict;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.UserInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out at a login what the routes of its session want to know of the user, and nothing more. */
final class UserFacts {
    private final UserClaims wanted;
    private final AccessTokens accessTokens;
    private final UserInfo.Endpoints userInfo;

    UserFacts(UserClaims wanted, AccessTokens accessTokens, UserInfo.Endpoints userInfo) {
        this.wanted = wanted;
        this.accessTokens = accessTokens;
        this.userInfo = userInfo;
    }

    /**
     * The same login with all of it; empty when the provider tells of somebody else.
     *
     * @param scope what the token endpoint said beside the tokens, or null
     * @throws io.curfew.provider.ProviderUnavailableException when the provider does not tell
     */
    Optional<VerifiedLogin> complete(Route route, VerifiedLogin login, @Nullable String scope) {
        KnownClaims known = login.known().withScope(scope);
        if (wanted.needsUserInfo(route.sessionSpace())) {
            UserInfo told = userInfo.ask(route.registration(), login.tokens().accessToken());
            // OpenID Connect Core 1.0, section 5.3.2: else it must not be used
            if (!Objects.equals(told.claims().get("sub"), login.claims().get("sub"))) {
                return Optional.empty();
            }
            known = known.withUserInfo(told.claims(), told.json());
        }
        if (wanted.needsAccessToken(login.claims(), route.sessionSpace())) {
            known = withAccessToken(route, login, known);
        }
        return Optional.of(login.with(known));
    }

    private KnownClaims withAccessToken(Route route, VerifiedLogin login, KnownClaims known) {
        AccessTokenVerdict verdict =
                accessTokens.read(route.registration(), login.tokens().accessToken());
        if (verdict instanceof AccessTokenVerdict.Verified verified) {
            return isOfTheSameUser(verified.claims(), login.claims())
                    ? known.withAccessToken(verified.claims())
                    : known.withUnproven(verified.claims());
        }
        return verdict instanceof AccessTokenVerdict.Unverified unverified
                ? known.withUnproven(unverified.claims())
                : known;
    }

    /** Some providers leave {@code sub} out. */
    private static boolean isOfTheSameUser(Map<String, Object> accessToken, Map<String, Object> idToken) {
        return List.of("sub", "sid").stream()
                .allMatch(claim -> !accessToken.containsKey(claim)
                        || !idToken.containsKey(claim)
                        || Objects.equals(accessToken.get(claim), idToken.get(claim)));
    }
}
