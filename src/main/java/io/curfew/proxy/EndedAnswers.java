package io.curfew.proxy;

import io.curfew.page.Problem;
import io.curfew.session.BearerCaller;
import java.util.List;

/** Answers to requests that the gateway ended while the application worked, before the client saw any of its answer. */
final class EndedAnswers {
    private static final String TOKEN_OVER = "The token has expired or was logged out while the application worked.";

    private static final ForwardOutcome.Refused NO_TOKEN = new ForwardOutcome.Refused(
            new Problem(401, "No valid access token", TOKEN_OVER, "invalid_token"),
            // RFC 6750, section 3
            List.of(new HeaderField(
                    "WWW-Authenticate",
                    "Bearer realm=\"curfew\", error=\"invalid_token\", error_description=\"" + TOKEN_OVER + "\"")));

    private EndedAnswers() {}

    static ForwardOutcome.Refused of(ForwardedExchange exchange, OpenExchange.Cause cause) {
        return switch (cause) {
            case SESSION_OVER ->
                exchange.admitted() instanceof BearerCaller
                        ? NO_TOKEN
                        : ForwardOutcome.Refused.of(
                                401, "Unauthorized", "The session ended while the application worked.");
            case STORE_SILENT, NODE_STOPS -> storeSilent();
            case STALLED, ABANDONED ->
                ForwardOutcome.Refused.of(
                        504, "Gateway Timeout", "The application did not take the request in time. Try again later.");
        };
    }

    static ForwardOutcome.Refused storeSilent() {
        return new ForwardOutcome.Refused(
                new Problem(503, "Service Unavailable", "Sessions cannot be read at the moment. Try again shortly."),
                List.of(new HeaderField("Retry-After", "5")));
    }
}
