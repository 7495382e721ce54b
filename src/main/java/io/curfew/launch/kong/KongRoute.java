package io.curfew.launch.kong;

/**
 * A route of the file that the plugin guards.
 *
 * @param name its name, or one made of its service's
 * @param plugin the one that counts for it: its own, else its service's, else the one for everything
 */
record KongRoute(String name, Section route, Section service, OidcPlugin plugin) {
    /** As the report names it. */
    String place() {
        return "route " + name;
    }
}
