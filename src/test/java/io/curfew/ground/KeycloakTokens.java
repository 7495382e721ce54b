package io.curfew.ground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A realm's token, introspection and revocation endpoints, asked with a client's credentials. */
public final class KeycloakTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String issuer;
    private final KeycloakClient client;

    KeycloakTokens(String issuer, KeycloakClient client) {
        this.issuer = issuer;
        this.client = client;
    }

    /**
     * Whether an access token is alive by Keycloak's introspection endpoint (RFC 7662). For a refresh token Keycloak says no
     * always, since the client is not its audience: ask {@link #canRefresh}.
     */
    public boolean isActive(String token) {
        return post("/protocol/openid-connect/token/introspect", Map.of("token", token))
                .path("active")
                .asBoolean();
    }

    /** Whether a refresh token still gives new tokens; asking uses it. */
    public boolean canRefresh(String refreshToken) {
        HttpResponse<String> response = send(
                "/protocol/openid-connect/token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
        if (response.statusCode() != 200 && response.statusCode() != 400) {
            throw unexpected("/protocol/openid-connect/token", response);
        }
        return response.statusCode() == 200;
    }

    /** Exchanges an authorization code (OpenID Connect Core 1.0, section 3.1.3); the token response as it came. */
    public JsonNode exchangeCode(String code, String redirectUri) {
        return post(
                "/protocol/openid-connect/token",
                Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri));
    }

    /** Logs a user in without a browser: a session of its own at Keycloak; the token response as it came. */
    public JsonNode passwordGrant(String username, String password) {
        return post(
                "/protocol/openid-connect/token",
                Map.of("grant_type", "password", "scope", "openid", "username", username, "password", password));
    }

    private JsonNode post(String path, Map<String, String> form) {
        HttpResponse<String> response = send(path, form);
        if (response.statusCode() != 200) {
            throw unexpected(path, response);
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException failure) {
            throw new UncheckedIOException("Keycloak's answer at " + path + " is not JSON", failure);
        }
    }

    private static IllegalStateException unexpected(String path, HttpResponse<String> response) {
        return new IllegalStateException(
                "Keycloak answered " + response.statusCode() + " at " + path + ": " + response.body());
    }

    private HttpResponse<String> send(String path, Map<String, String> form) {
        String credentials = FormBody.encode(client.id()) + ":" + FormBody.encode(client.secret());
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", FormBody.TYPE)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII)))
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(form)))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException("Keycloak cannot be asked at " + path, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Keycloak", interrupted);
        }
    }
}
