package io.curfew.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.ClaimsDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.OpenIdProviderMetadata;

/**
 * The one definition of the container's OpenID Connect mechanism (Jakarta Security 4.0, section 2.4.4). All its values come
 * from {@link HandshakeExpressions}; the endpoints come from our own discovery, so the mechanism does none.
 *
 * <p>The signing algorithms are the one value that the container evaluates without our beans, so all that we allow stand here.
 *
 * <p>The caller name is {@code sub}: a provider may leave every other claim out of the ID token, and the mechanism answers 401
 * without a word when the claim is missing.
 */
@ApplicationScoped
@OpenIdAuthenticationMechanismDefinition(
        providerMetadata =
                @OpenIdProviderMetadata(
                        issuer = "#{handshake.issuer}",
                        authorizationEndpoint = "#{handshake.authorizationEndpoint}",
                        tokenEndpoint = "#{handshake.tokenEndpoint}",
                        jwksURI = "#{handshake.jwksUri}",
                        idTokenSigningAlgorithmsSupported = "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512"),
        clientId = "#{handshake.clientId}",
        clientSecret = "#{handshake.clientSecret}",
        redirectURI = "#{handshake.redirectUri}",
        scopeExpression = "#{handshake.scopes}",
        jwksConnectTimeoutExpression = "#{handshake.timeout}",
        jwksReadTimeoutExpression = "#{handshake.timeout}",
        redirectToOriginalResource = false,
        useSession = true,
        useNonce = true,
        claimsDefinition = @ClaimsDefinition(callerNameClaim = "sub"))
public class OpenIdConnectDefinition {}
