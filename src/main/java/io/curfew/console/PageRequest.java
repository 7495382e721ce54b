package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.page.RequestHeaders;
import io.curfew.session.Presented;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What of a page's question counts.
 *
 * @param host as the request names it
 * @param rawQuery undecoded, or null
 * @param presented by what the request names its session of a route
 */
record PageRequest(
        String host, @Nullable String rawQuery, RequestHeaders headers, Function<Route, Presented> presented) {}
