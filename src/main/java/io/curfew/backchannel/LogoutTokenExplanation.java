package io.curfew.backchannel;

import io.curfew.page.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the verification makes of a logout token, step by step.
 *
 * @param verdict what the endpoint would make of it, but for a token that was seen before
 */
record LogoutTokenExplanation(LogoutTokenVerdict verdict, List<Explained> steps) {
    static final String NOT_MADE = "Not looked at, because of a step before.";

    LogoutTokenExplanation {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param passed null where it was not made
     * @param code of the refusal, or null
     */
    record Explained(
            String step,
            String section,
            @Nullable Boolean passed,
            @Nullable String code,
            String detail) {
        String json() {
            return "{\"step\":" + Json.quote(step) + ",\"section\":" + Json.quote(section) + ",\"passed\":" + passed
                    + ",\"code\":" + (code == null ? "null" : Json.quote(code))
                    + ",\"detail\":" + Json.quote(detail) + "}";
        }
    }

    /** Makes every step that can be made; the provider is asked for nothing that the endpoint would not ask. */
    static LogoutTokenExplanation of(LogoutTokenCase one) {
        List<Explained> steps = new ArrayList<>();
        LogoutTokenVerdict first = null;
        for (LogoutTokenStep step : LogoutTokenStep.values()) {
            boolean wouldAsk = step == LogoutTokenStep.KEY && first != null;
            if (wouldAsk || !one.isReadyFor(step)) {
                steps.add(new Explained(step.text(), step.section(), null, null, NOT_MADE));
                continue;
            }
            Optional<LogoutTokenVerdict> verdict = one.check(step);
            steps.add(explained(step, one, verdict));
            if (first == null) {
                first = verdict.orElse(null);
            }
        }
        return new LogoutTokenExplanation(first == null ? one.accepted() : first, steps);
    }

    private static Explained explained(
            LogoutTokenStep step, LogoutTokenCase one, Optional<LogoutTokenVerdict> verdict) {
        String seen = LogoutTokenSight.of(step, one);
        if (verdict.isEmpty()) {
            return new Explained(step.text(), step.section(), true, null, seen.isEmpty() ? "As it should be." : seen);
        }
        if (verdict.get() instanceof LogoutTokenVerdict.Refused refused) {
            LogoutTokenRefusal refusal = refused.refusal();
            return new Explained(
                    step.text(), step.section(), false, refusal.code(), (refusal.sentence() + " " + seen).strip());
        }
        return new Explained(
                step.text(),
                step.section(),
                null,
                null,
                "Cannot be checked now: " + ((LogoutTokenVerdict.KeysUnavailable) verdict.get()).reason());
    }

    /** The same with one step more, which the token itself says nothing of. */
    LogoutTokenExplanation with(LogoutTokenVerdict next, Explained more) {
        List<Explained> all = new ArrayList<>(steps);
        all.add(more);
        return new LogoutTokenExplanation(next, all);
    }

    /** For an operator; holds nothing of the token but what its steps tell. */
    String json() {
        String text = "would be accepted";
        String code = "null";
        if (verdict instanceof LogoutTokenVerdict.Refused refused) {
            text = "refused";
            code = Json.quote(refused.refusal().code());
        } else if (verdict instanceof LogoutTokenVerdict.KeysUnavailable) {
            text = "cannot be checked now";
        }
        return "{\"verdict\":" + Json.quote(text) + ",\"code\":" + code + ",\"steps\":"
                + steps.stream().map(Explained::json).collect(Collectors.joining(",", "[", "]")) + "}";
    }
}
