package io.curfew.config;

import io.curfew.config.UpstreamSettings.ClaimHeader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a route of values in which no fault was found. */
final class RouteReader {
    private final SessionReader sessions;

    RouteReader(CookieNames cookieNames) {
        this.sessions = new SessionReader(cookieNames);
    }

    Route read(RouteValues values) {
        return new Route(
                values.name(),
                values.get(Parameters.PATH),
                requests(values),
                upstream(values),
                registration(values),
                sessions.read(values),
                logout(values),
                new StreamSettings(
                        values.get(Parameters.WRITE_TIMEOUT),
                        values.find(Parameters.WEBSOCKET_ORIGINS).orElse(List.of())),
                AccessReader.read(values),
                TokenReader.tokens(values));
    }

    private static RequestSettings requests(RouteValues values) {
        return new RequestSettings(
                values.find(RequestParameters.HOSTS).orElse(List.of()),
                values.find(RequestParameters.METHODS).orElse(Set.of()),
                values.get(RequestParameters.PRESERVE_HOST),
                values.find(RequestParameters.ANONYMOUS_PATHS).orElse(List.of()),
                values.get(RequestParameters.RUN_ON_PREFLIGHT),
                values.get(RequestParameters.CLIENT_MAX_BODY_SIZE));
    }

    private static UpstreamSettings upstream(RouteValues values) {
        return new UpstreamSettings(
                servers(values),
                values.get(Parameters.STRIP_PATH),
                values.get(Parameters.CONNECT_TIMEOUT),
                values.get(Parameters.READ_TIMEOUT),
                claimHeaders(values),
                values.orNull(Parameters.UPSTREAM_ACCESS_TOKEN_HEADER),
                values.orNull(Parameters.UPSTREAM_ID_TOKEN_HEADER),
                assertion(values));
    }

    private static @Nullable AssertionSettings assertion(RouteValues values) {
        return values.find(AssertionParameters.HEADER)
                .map(header -> new AssertionSettings(
                        header,
                        AssertionParameters.audience(values),
                        values.get(AssertionParameters.LIFETIME),
                        values.get(AccessParameters.GROUPS_CLAIM)))
                .orElse(null);
    }

    private static UpstreamServers servers(RouteValues values) {
        return new UpstreamServers(
                values.get(Parameters.UPSTREAM),
                values.get(UpstreamParameters.FAILURES),
                values.get(UpstreamParameters.EJECTION),
                new UpstreamConnections(
                        values.get(UpstreamParameters.MAX_CONNECTIONS),
                        store(values, UpstreamParameters.TRUST_STORE, UpstreamParameters.TRUST_STORE_PASSWORD),
                        store(values, UpstreamParameters.KEY_STORE, UpstreamParameters.KEY_STORE_PASSWORD)));
    }

    private static Optional<StoreFile> store(RouteValues values, Parameter<Path> file, Parameter<Secret> password) {
        return values.find(file).map(path -> new StoreFile(path, values.get(password)));
    }

    private static List<ClaimHeader> claimHeaders(RouteValues values) {
        List<String> claims = values.find(Parameters.UPSTREAM_HEADERS_CLAIMS).orElse(List.of());
        List<String> headers = values.find(Parameters.UPSTREAM_HEADERS_NAMES).orElse(List.of());
        return IntStream.range(0, claims.size())
                .mapToObj(position -> new ClaimHeader(claims.get(position), headers.get(position)))
                .toList();
    }

    private static Registration registration(RouteValues values) {
        return new Registration(
                values.get(Parameters.ISSUER),
                values.get(Parameters.CLIENT_ID),
                TokenReader.secret(values),
                values.get(Parameters.SCOPES),
                new ProviderSettings(
                        values.orNull(Parameters.END_SESSION_ENDPOINT),
                        values.orNull(Parameters.REVOCATION_ENDPOINT),
                        values.get(Parameters.SIGNING_ALGORITHM),
                        values.get(Parameters.LOGOUT_TOKEN_EXP_REQUIRED),
                        values.get(Parameters.SSL_VERIFY),
                        values.get(Parameters.LEEWAY),
                        values.get(Parameters.TIMEOUT)),
                TokenReader.client(values));
    }

    private static LogoutSettings logout(RouteValues values) {
        // where nobody is signed in, what other routes have for signing out is the application's
        boolean signsOut = CredentialParameters.takes(values, CredentialParameters.Method.SESSION);
        return new LogoutSettings(
                signsOut ? values.orNull(Parameters.LOGOUT_URI_SUFFIX) : null,
                values.get(Parameters.LOGOUT_METHODS),
                signsOut ? values.orNull(Parameters.LOGOUT_QUERY_ARG) : null,
                signsOut ? values.orNull(Parameters.LOGOUT_POST_ARG) : null,
                LeavingParameters.read(values),
                values.get(Parameters.LOGOUT_REVOKE),
                values.get(Parameters.LOGOUT_REVOKE_ACCESS_TOKEN),
                values.get(Parameters.LOGOUT_REVOKE_REFRESH_TOKEN),
                NoticeParameters.read(values));
    }
}
