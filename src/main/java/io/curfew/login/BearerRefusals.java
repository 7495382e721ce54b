package io.curfew.login;

import io.curfew.config.RefusalSettings;
import io.curfew.config.RefusalSettings.Refusal;
import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.Problem;
import io.curfew.page.RequestKind;
import java.util.Objects;

/**
 * Answers to clients that show no good access token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
 */
final class BearerRefusals {
    /** What a route that takes tokens asks for; beside the challenge of a login, if it has one too. */
    static final Answer.Header CHALLENGE = challenge("");

    private BearerRefusals() {}

    static Answer answer(Route route, BearerRefusal refusal, RequestKind kind) {
        return answer(route.access().refusals(), refusal, kind);
    }

    /** @param said what a configuration says in place of our own sentences */
    static Answer answer(RefusalSettings said, BearerRefusal refusal, RequestKind kind) {
        String error = refusal.error();
        String sentence = refusal.sentence();
        StringBuilder challenge = new StringBuilder();
        if (error != null) {
            challenge
                    .append(", error=\"")
                    .append(error)
                    .append("\", error_description=\"")
                    .append(sentence)
                    .append('"');
        }
        if (refusal.scope() != null) {
            challenge.append(", scope=\"").append(refusal.scope()).append('"');
        }
        return Answer.problem(problem(said, refusal), kind).with(challenge(challenge.toString()));
    }

    private static Answer.Header challenge(String parameters) {
        return new Answer.Header("WWW-Authenticate", "Bearer realm=\"curfew\"" + parameters);
    }

    private static Problem problem(RefusalSettings said, BearerRefusal refusal) {
        String own = refusal.sentence();
        return switch (refusal.status()) {
            case 400 -> new Problem(400, "The request is ambiguous", own, refusal.error());
            case 403 -> new Problem(403, "Forbidden", said(said.forbidden(), own), refusal.error());
            default -> new Problem(401, "No valid access token", said(said.unauthorized(), own), refusal.error());
        };
    }

    private static String said(Refusal settings, String own) {
        return Objects.requireNonNullElse(settings.message(), own);
    }
}
