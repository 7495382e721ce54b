package io.curfew.backchannel;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.session.StoreUnavailableException;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what would become of a logout token. Nothing is acted on, counted, logged or remembered. */
public final class LogoutTokenExplaining {
    private static final String REPLAY = "replay";
    private static final String SECTION = "2.6 (8)";

    private final LogoutTokenVerifier verifier;
    private final SessionEnding sessions;

    /** @param verifier the one of the endpoint */
    public LogoutTokenExplaining(LogoutTokenVerifier verifier, SessionEnding sessions) {
        this.verifier = verifier;
        this.sessions = sessions;
    }

    /**
     * What would become of it, as a JSON document.
     *
     * @param body a JSON object with the token as {@code logout_token}; empty comes of anything else
     */
    public Optional<String> explain(String body) {
        return token(body).map(this::explainToken);
    }

    private static Optional<String> token(String body) {
        try {
            return body.startsWith("{") && JSONObjectUtils.parse(body).get("logout_token") instanceof String token
                    ? Optional.of(token)
                    : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private String explainToken(String token) {
        LogoutTokenExplanation explanation = verifier.explain(token.strip());
        return explanation.verdict() instanceof LogoutTokenVerdict.Accepted accepted
                ? explainReplay(explanation, accepted).json()
                : explanation
                        .with(explanation.verdict(), replay(null, null, LogoutTokenExplanation.NOT_MADE))
                        .json();
    }

    private LogoutTokenExplanation explainReplay(
            LogoutTokenExplanation explanation, LogoutTokenVerdict.Accepted accepted) {
        LogoutToken token = accepted.token();
        LogoutTokenRefusal refusal = LogoutTokenRefusal.REPLAYED;
        try {
            return sessions.wasSeen(token.issuer(), token.jti())
                    ? explanation.with(
                            new LogoutTokenVerdict.Refused(refusal), replay(false, refusal.code(), refusal.sentence()))
                    : explanation.with(accepted, replay(true, null, "It was not acted on before."));
        } catch (StoreUnavailableException e) {
            String why = "the session store does not answer.";
            return explanation.with(
                    new LogoutTokenVerdict.KeysUnavailable(why), replay(null, null, "Cannot be checked now: " + why));
        }
    }

    private static LogoutTokenExplanation.Explained replay(
            @Nullable Boolean passed, @Nullable String code, String detail) {
        return new LogoutTokenExplanation.Explained(REPLAY, SECTION, passed, code, detail);
    }
}
