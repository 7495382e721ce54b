package io.curfew.launch.kong;

import java.util.List;
import java.util.Optional;

/**
 * A route of the file that takes requests at Kong.
 *
 * @param name its name, or one made of its service's
 * @param service where it forwards to; empty when the file does not tell
 * @param guard what stands before it: its own plugins, its service's, and those for everything
 */
record KongRoute(String name, Section route, Optional<Section> service, Guard guard) {
    /** As the report names it. */
    String place() {
        return "route " + name;
    }

    /** Whether it can be carried over at all: it forwards somewhere, behind a login. */
    boolean isGuarded() {
        return service.isPresent() && guard.login().isPresent();
    }

    /** Of a route that is guarded. */
    OidcPlugin plugin() {
        return guard.login().orElseThrow();
    }

    /** Names of other plugins that may refuse its requests. */
    List<String> refusing() {
        return guard.refusing();
    }
}
