package io.curfew.config;

import java.util.List;
import java.util.Optional;

/** Understands a configuration, or says everything that is wrong with it. */
public final class ConfigReader {
    private ConfigReader() {}

    /**
     * The settings in some values.
     *
     * @param contextPath the context root the application runs under: empty, or a path that starts with a slash and does not
     *     end with one
     * @throws ConfigFaultsException with all faults, when there is at least one
     */
    public static Settings read(RawValues raw, String contextPath) {
        Faults faults = new Faults();
        faults.addAll(raw.faults());
        KnownValues values = KnownValues.of(raw, faults);
        List<RouteValues> routes = values.routes();
        new ValueChecks(values, faults).check(routes, contextPath);

        Optional<PublicUrl> publicUrl = values.global(Parameters.PUBLIC_URL);
        CookieNames cookieNames = new CookieNames(values, routes);
        routes.forEach(new RouteContradictions(publicUrl, faults)::check);
        new UpstreamContradictions(routes, faults).check();
        routes.forEach(new AssertionContradictions(faults)::check);
        routes.forEach(new AccessContradictions(faults)::check);
        routes.forEach(new CredentialContradictions(faults)::check);
        routes.forEach(new SharedContradictions(cookieNames, faults)::check);
        new SessionContradictions(publicUrl, cookieNames, faults).check(routes);
        ClusterValues cluster = new ClusterValues(values);
        new ClusterContradictions(cluster, faults).check();
        AdminParameters.check(values, routes, faults);
        faults.throwIfAny();

        List<Route> read =
                routes.stream().map(new RouteReader(cookieNames)::read).toList();
        return new Settings(
                publicUrl.orElseThrow(),
                values.global(Parameters.SESSION_SECRET).orElse(List.of()),
                read,
                new ClusterReader(cluster).read(),
                values.global(Parameters.MAX_WEBSOCKETS).orElseThrow(),
                values.global(Parameters.MAX_SESSION_WATCHERS).orElseThrow(),
                values.global(Parameters.TRUSTED_IPS).orElse(TrustedIps.NOBODY),
                AdminParameters.read(values, read),
                new Notices(publicUrl.orElseThrow(), routes, cluster).all());
    }
}
