package io.curfew.doctor;

import io.curfew.config.LocalOnly;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import java.util.List;
import java.util.stream.Stream;

/**
 * A registration, and what the routes do with it.
 *
 * @param callbackUrls the redirect URIs, one for each host that routes name
 * @param loggedOutUrls the post-logout redirect URIs, likewise
 * @param backChannelUrl where the provider sends logout tokens
 * @param revokes whether a sign-out revokes tokens
 * @param leavesProvider whether a sign-out ends the session at the provider
 */
record RegistrationUse(
        Registration registration,
        List<String> callbackUrls,
        List<String> loggedOutUrls,
        String backChannelUrl,
        boolean revokes,
        boolean leavesProvider) {
    RegistrationUse {
        callbackUrls = List.copyOf(callbackUrls);
        loggedOutUrls = List.copyOf(loggedOutUrls);
    }

    static List<RegistrationUse> of(Settings settings) {
        return settings.registrations().stream()
                .map(registration -> of(settings, registration))
                .toList();
    }

    private static RegistrationUse of(Settings settings, Registration registration) {
        List<Route> routes = settings.routes().stream()
                .filter(route -> route.registration().equals(registration))
                .toList();
        List<PublicUrl> places = routes.stream()
                .flatMap(route -> places(settings.publicUrl(), route))
                .distinct()
                .toList();
        return new RegistrationUse(
                registration,
                places.stream().map(place -> place.resolve("/oidc/callback")).toList(),
                places.stream().map(place -> place.resolve("/oidc/logged-out")).toList(),
                settings.publicUrl().resolve("/oidc/backchannel-logout"),
                routes.stream().anyMatch(route -> route.logout().revoke()),
                routes.stream().anyMatch(route -> route.logout().leaving().localOnly() != LocalOnly.TRUE));
    }

    private static Stream<PublicUrl> places(PublicUrl publicUrl, Route route) {
        List<String> hosts = route.requests().hosts();
        return hosts.isEmpty() ? Stream.of(publicUrl) : hosts.stream().map(publicUrl::at);
    }
}
