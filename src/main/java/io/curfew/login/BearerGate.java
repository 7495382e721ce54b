package io.curfew.login;

import io.curfew.config.CredentialSettings;
import io.curfew.config.Route;
import io.curfew.routing.RouteMatch;
import io.curfew.session.StoreUnavailableException;
import java.util.Optional;
import java.util.function.BiFunction;

/** The gate for clients that show an access token. Their cookies are not looked at: a token that does not count is never helped out. */
final class BearerGate {
    private final BiFunction<Route, String, BearerTokens.Verdict> tokens;

    /** @param tokens {@link BearerTokens#of} */
    BearerGate(BiFunction<Route, String, BearerTokens.Verdict> tokens) {
        this.tokens = tokens;
    }

    /**
     * Decides, or leaves it to the session: empty only when there is no token and the route takes sessions.
     *
     * @throws StoreUnavailableException when nobody knows whether the token was logged out
     */
    Optional<GateVerdict> decide(GateRequest request, RouteMatch match) {
        CredentialSettings credentials = match.route().access().credentials();
        if (!credentials.bearer()) {
            return Optional.empty();
        }
        BearerField field = BearerField.of(request.fields("Authorization"));
        if (field instanceof BearerField.Missing && credentials.session()) {
            return Optional.empty();
        }
        return Optional.of(match.isAnonymous() ? asAnybody(field, match) : decide(field, match));
    }

    private GateVerdict decide(BearerField field, RouteMatch match) {
        if (field instanceof BearerField.Missing) {
            return new GateVerdict.BearerRefused(match, BearerRefusal.MISSING);
        }
        if (!(field instanceof BearerField.Holding holding)) {
            return new GateVerdict.BearerRefused(match, BearerRefusal.MALFORMED);
        }
        BearerTokens.Verdict verdict = tokens.apply(match.route(), holding.token());
        if (verdict instanceof BearerTokens.Verdict.Opens opens) {
            return new GateVerdict.ForwardBearer(match, opens.caller());
        }
        return verdict instanceof BearerTokens.Verdict.Refused refused
                ? new GateVerdict.BearerRefused(match, refused.refusal())
                : new GateVerdict.KeysUnavailable(((BearerTokens.Verdict.Unknown) verdict).reason());
    }

    /** Where nobody has to say who he is, a token that does not count is none, as a session that has ended is none: nobody sees it. */
    private GateVerdict asAnybody(BearerField field, RouteMatch match) {
        try {
            GateVerdict verdict = decide(field, match);
            return verdict instanceof GateVerdict.ForwardBearer ? verdict : forwardAnonymously(field, match);
        } catch (StoreUnavailableException e) {
            return forwardAnonymously(field, match);
        }
    }

    private static GateVerdict forwardAnonymously(BearerField field, RouteMatch match) {
        return new GateVerdict.ForwardAnonymously(match, !(field instanceof BearerField.Missing));
    }
}
