package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.session.TokenTimes;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The policies of the session spaces whose tokens somebody looks after. */
final class TokenPolicies {
    private final Map<Route.SessionSpace, TokenPolicy> policies = new HashMap<>();
    private final Clock clock;

    /** @param routes all of the configuration */
    TokenPolicies(List<Route> routes, Clock clock) {
        this.clock = clock;
        routes.stream().collect(Collectors.groupingBy(Route::sessionSpace)).forEach((space, sharing) -> {
            TokenPolicy policy = TokenPolicy.of(sharing);
            if (!policy.isOff()) {
                policies.put(space, policy);
            }
        });
    }

    /** Null where nothing is done. */
    @Nullable
    TokenPolicy of(Route.SessionSpace space) {
        return policies.get(space);
    }

    /** The same; asked for every request. */
    @Nullable
    TokenPolicy of(Route route) {
        return policies.isEmpty() ? null : policies.get(route.sessionSpace());
    }

    /** How long a call to any of the providers may take. */
    Duration longestTimeout() {
        return policies.values().stream()
                .map(policy -> policy.registration().provider().timeout())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The times of the tokens of a login. */
    TokenTimes atLogin(Route.SessionSpace space, boolean refreshable, OptionalLong expiresIn) {
        TokenPolicy policy = policies.get(space);
        return policy == null ? TokenTimes.UNKNOWN : policy.timesOf(refreshable, expiresIn, clock.millis(), chance());
    }

    /** A number from 0 to 1 that spreads what would come together. */
    static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
