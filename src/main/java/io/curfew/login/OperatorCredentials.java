package io.curfew.login;

import io.curfew.config.AdminSettings;
import io.curfew.config.Demands.Demand;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Registration;
import io.curfew.page.Answer;
import io.curfew.page.RequestKind;
import io.curfew.provider.BearerToken;
import io.curfew.provider.BearerTokenRefusal;
import io.curfew.provider.BearerTokenVerdict;
import io.curfew.session.BearerCaller;
import io.curfew.session.BearerLogouts;
import io.curfew.session.Caller;
import io.curfew.session.LiveSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of who may be an operator: in the access token of a program, or at the login of a browser. A token is verified
 * as those that open routes are, for the registration of the operators and its own audience, and not logged out since.
 */
public final class OperatorCredentials {
    private final AdminSettings admin;
    private final BiFunction<Registration, String, BearerTokenVerdict> verifier;
    private final BearerLogouts logouts;

    /** @param verifier {@link io.curfew.provider.BearerTokenVerifier#verify} */
    public OperatorCredentials(
            AdminSettings admin, BiFunction<Registration, String, BearerTokenVerdict> verifier, BearerLogouts logouts) {
        this.admin = admin;
        this.verifier = verifier;
        this.logouts = logouts;
    }

    /** What an access token says of its sender. */
    public sealed interface Verdict {
        /** An operator. */
        record Operator(Caller caller) implements Verdict {}

        /** Nobody who may do anything here, and why. */
        record Refused(Answer answer) implements Verdict {}
    }

    /** Whether the login of a session of the registration carried the role; empty where nobody looked, or it is another's session. */
    public Optional<Boolean> hasRole(LiveSession live) {
        if (!admin.isOf(live.session().space())) {
            return Optional.empty();
        }
        DemandCheck.Verdict verdict =
                DemandCheck.of(admin.role(), live.session().claims());
        return verdict instanceof DemandCheck.Verdict.Undecided
                ? Optional.empty()
                : Optional.of(verdict instanceof DemandCheck.Verdict.Met);
    }

    /**
     * Judges the access token of a request; empty when it shows none.
     *
     * @param authorization the values of {@code Authorization}, as often as the field came
     * @throws io.curfew.session.StoreUnavailableException when nobody knows whether the token was logged out
     */
    public Optional<Verdict> ofToken(List<String> authorization) {
        BearerField field = BearerField.of(authorization);
        if (field instanceof BearerField.Missing) {
            return Optional.empty();
        }
        return Optional.of(
                field instanceof BearerField.Holding holding
                        ? verified(holding.token())
                        : refused(BearerRefusal.MALFORMED));
    }

    private Verdict verified(String text) {
        BearerTokenVerdict verdict = verifier.apply(admin.registration(), text);
        if (verdict instanceof BearerTokenVerdict.KeysUnavailable) {
            return new Verdict.Refused(new Refusals().keysUnavailable(RequestKind.CALL));
        }
        return verdict instanceof BearerTokenVerdict.Accepted accepted
                ? meeting(accepted.token(), text)
                : invalid(((BearerTokenVerdict.Refused) verdict).refusal());
    }

    private Verdict meeting(BearerToken token, String text) {
        if (Duration.between(token.issued(), token.expires()).compareTo(logouts.longestLife()) > 0) {
            return invalid(BearerTokenRefusal.LIVES_TOO_LONG);
        }
        DemandCheck check = new DemandCheck(KnownClaims.of(token.claims()));
        if (!check.isMet(new Demand(DemandCheck.AUDIENCE, List.of("aud"), List.of(Set.of(admin.audience()))))) {
            return invalid(BearerTokenRefusal.AUDIENCE_WRONG);
        }
        BearerCaller caller = caller(token, text);
        if (logouts.isLoggedOut(caller)) {
            return invalid(BearerTokenRefusal.LOGGED_OUT);
        }
        return admin.role().required().stream().allMatch(check::isMet)
                ? new Verdict.Operator(caller)
                : refused(new BearerRefusal(
                        403, "insufficient_scope", "The token does not have the role of an operator.", null, null));
    }

    private BearerCaller caller(BearerToken token, String text) {
        @Nullable Object name = token.claims().get("preferred_username");
        return new BearerCaller(
                "",
                token.issuer(),
                token.subject(),
                token.sid(),
                token.issued(),
                token.expires(),
                admin.registration().provider().leeway(),
                true,
                name instanceof String known ? Map.of("preferred_username", known) : Map.of(),
                text);
    }

    private static Verdict invalid(BearerTokenRefusal refusal) {
        return refused(BearerRefusal.invalid(refusal));
    }

    private static Verdict refused(BearerRefusal refusal) {
        return new Verdict.Refused(answer(refusal));
    }

    private static Answer answer(BearerRefusal refusal) {
        return BearerRefusals.answer(RefusalSettings.OWN, refusal, RequestKind.CALL);
    }
}
