package io.curfew.ground;

import io.curfew.config.AccessSettings;
import io.curfew.config.AssertionSettings;
import io.curfew.config.LeavingSettings;
import io.curfew.config.LocalOnly;
import io.curfew.config.LogoutSettings;
import io.curfew.config.NoticeSettings;
import io.curfew.config.ProviderSettings;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.RequestSettings;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.SessionRules;
import io.curfew.config.SessionSettings;
import io.curfew.config.SiteData;
import io.curfew.config.StreamSettings;
import io.curfew.config.TokenSettings;
import io.curfew.config.UpstreamConnections;
import io.curfew.config.UpstreamServers;
import io.curfew.config.UpstreamSettings;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A valid route below {@code /orders}; a test changes what it is about. */
public final class RouteBuilder {
    public static final String ISSUER = "https://id.example.com/realms/work";

    public static final PublicUrl PUBLIC_URL = new PublicUrl(URI.create("https://apps.example.com"));

    private Duration writeTimeout = Duration.ofSeconds(60);
    private List<String> webSocketOrigins = List.of();
    private List<String> paths = List.of("/orders");
    private List<String> hosts = List.of();
    private Set<String> takes = Set.of();
    private boolean preserveHost;
    private List<String> anonymousPaths = List.of();
    private boolean runOnPreflight = true;
    private long largestBody;
    private String clientId = "gateway";
    private String issuer = ISSUER;
    private List<URI> upstreams = List.of(URI.create("http://orders.internal:8080"));
    private int failures = 3;
    private Duration ejection = Duration.ofSeconds(30);
    private UpstreamConnections connections = new UpstreamConnections(512, Optional.empty(), Optional.empty());
    private Duration connectTimeout = Duration.ofSeconds(1);
    private boolean stripPath;
    private Duration readTimeout = Duration.ofSeconds(10);
    private String cookieName = "__Host-curfew";
    private @Nullable SessionRules rules;
    private Duration idlingTimeout = Duration.ofMinutes(15);
    private Duration absoluteTimeout = Duration.ofHours(24);
    private final List<UpstreamSettings.ClaimHeader> claimHeaders = new ArrayList<>();
    private UpstreamSettings.@Nullable TokenHeader tokenHeader;
    private UpstreamSettings.@Nullable TokenHeader idTokenHeader;
    private @Nullable AssertionSettings assertion;
    private @Nullable String suffix = "/logout";
    private Set<String> methods = Set.of("POST", "DELETE");
    private @Nullable String queryArg;
    private @Nullable String postArg;
    private List<URI> redirectUris = List.of();
    private LocalOnly localOnly = LocalOnly.FALSE;
    private List<SiteData> clearSiteData = List.of();
    private boolean revoke;
    private Duration leeway = Duration.ZERO;
    private Duration providerTimeout = Duration.ofSeconds(1);
    private boolean revokeAccessToken = true;
    private boolean revokeRefreshToken = true;
    private @Nullable NoticeSettings notice;
    private AccessSettings access = AccessSettings.NONE;
    private TokenSettings tokens = TokenSettings.NONE;

    public RouteBuilder access(AccessSettings value) {
        access = value;
        return this;
    }

    public RouteBuilder tokens(TokenSettings value) {
        tokens = value;
        return this;
    }

    public RouteBuilder path(String... values) {
        paths = List.of(values);
        return this;
    }

    /** The methods of its requests, not those that sign out. */
    public RouteBuilder takes(String... values) {
        takes = Set.of(values);
        return this;
    }

    public RouteBuilder preserveHost() {
        preserveHost = true;
        return this;
    }

    public RouteBuilder anonymousPaths(String... values) {
        anonymousPaths = List.of(values);
        return this;
    }

    /** A CORS preflight needs no session. */
    public RouteBuilder preflightFree() {
        runOnPreflight = false;
        return this;
    }

    public RouteBuilder largestBody(long value) {
        largestBody = value;
        return this;
    }

    public RouteBuilder leeway(Duration value) {
        leeway = value;
        return this;
    }

    /** Limit of each wait in a call to the provider. */
    public RouteBuilder providerTimeout(Duration value) {
        providerTimeout = value;
        return this;
    }

    public RouteBuilder issuer(String value) {
        issuer = value;
        return this;
    }

    public RouteBuilder client(String value) {
        clientId = value;
        return this;
    }

    /** Where the browser may end after a sign-out, the usual place first. */
    public RouteBuilder redirectUri(String... values) {
        redirectUris = Stream.of(values).map(URI::create).toList();
        return this;
    }

    public RouteBuilder localOnly(LocalOnly value) {
        localOnly = value;
        return this;
    }

    public RouteBuilder clearSiteData(SiteData... values) {
        clearSiteData = List.of(values);
        return this;
    }

    public RouteBuilder revoke(boolean all, boolean accessToken, boolean refreshToken) {
        revoke = all;
        revokeAccessToken = accessToken;
        revokeRefreshToken = refreshToken;
        return this;
    }

    public RouteBuilder upstream(String... values) {
        upstreams = Stream.of(values).map(URI::create).toList();
        return this;
    }

    /** After how many failures an upstream is left out, and for how long. */
    public RouteBuilder ejection(int mostFailures, Duration duration) {
        failures = mostFailures;
        ejection = duration;
        return this;
    }

    public RouteBuilder connections(UpstreamConnections value) {
        connections = value;
        return this;
    }

    public RouteBuilder connectTimeout(Duration value) {
        connectTimeout = value;
        return this;
    }

    public RouteBuilder stripPath() {
        stripPath = true;
        return this;
    }

    public RouteBuilder readTimeout(Duration value) {
        readTimeout = value;
        return this;
    }

    public RouteBuilder cookieName(String value) {
        cookieName = value;
        return this;
    }

    public RouteBuilder claimHeader(String claim, String header) {
        claimHeaders.add(new UpstreamSettings.ClaimHeader(claim, header));
        return this;
    }

    public RouteBuilder tokenHeader(String header, boolean bearer) {
        tokenHeader = new UpstreamSettings.TokenHeader(header, bearer);
        return this;
    }

    public RouteBuilder idTokenHeader(String header) {
        idTokenHeader = new UpstreamSettings.TokenHeader(header, false);
        return this;
    }

    public RouteBuilder assertion(AssertionSettings value) {
        assertion = value;
        return this;
    }

    /** Its application is told of ended sessions. */
    public RouteBuilder notice(String uri, String audience) {
        notice = new NoticeSettings(URI.create(uri), audience);
        return this;
    }

    public RouteBuilder suffix(@Nullable String value) {
        suffix = value;
        return this;
    }

    public RouteBuilder methods(String... values) {
        methods = Set.of(values);
        return this;
    }

    public RouteBuilder queryArg(String value) {
        queryArg = value;
        return this;
    }

    public RouteBuilder postArg(String value) {
        postArg = value;
        return this;
    }

    public RouteBuilder writeTimeout(Duration value) {
        writeTimeout = value;
        return this;
    }

    public RouteBuilder webSocketOrigins(String... values) {
        webSocketOrigins = List.of(values);
        return this;
    }

    public RouteBuilder hosts(String... values) {
        hosts = List.of(values);
        return this;
    }

    public RouteBuilder rules(SessionRules value) {
        rules = value;
        return this;
    }

    public RouteBuilder timeouts(Duration idling, Duration absolute) {
        idlingTimeout = idling;
        absoluteTimeout = absolute;
        return this;
    }

    public Route build() {
        return new Route(
                name(),
                paths,
                new RequestSettings(hosts, takes, preserveHost, anonymousPaths, runOnPreflight, largestBody),
                new UpstreamSettings(
                        new UpstreamServers(upstreams, failures, ejection, connections),
                        stripPath,
                        connectTimeout,
                        readTimeout,
                        claimHeaders,
                        tokenHeader,
                        idTokenHeader,
                        assertion),
                new Registration(
                        issuer,
                        clientId,
                        new Secret("secret"),
                        List.of("openid"),
                        new ProviderSettings(null, null, "RS256", true, true, leeway, providerTimeout)),
                new SessionSettings(
                        cookieName,
                        idlingTimeout,
                        absoluteTimeout,
                        rules == null ? SessionRules.usual(cookieName.startsWith("__")) : rules),
                new LogoutSettings(
                        suffix,
                        methods,
                        queryArg,
                        postArg,
                        new LeavingSettings(redirectUris, localOnly, clearSiteData),
                        revoke,
                        revokeAccessToken,
                        revokeRefreshToken,
                        notice),
                new StreamSettings(writeTimeout, webSocketOrigins),
                access,
                tokens);
    }

    public RouteMatch match(String requestPath) {
        return match(build(), requestPath);
    }

    /** A match on the route's first path at {@link #PUBLIC_URL}. */
    public static RouteMatch match(Route route, String requestPath) {
        return match(route, requestPath, PUBLIC_URL);
    }

    public static RouteMatch match(Route route, String requestPath, PublicUrl at) {
        return new RouteMatch(route, route.path(), new RequestPath(requestPath), at);
    }

    private String name() {
        String path = paths.get(0);
        return (path.isEmpty() ? "root" : path.substring(1).replace('/', '-'))
                + takes.stream().sorted().map(method -> "-" + method).collect(Collectors.joining());
    }
}
