package io.curfew.login;

import io.curfew.session.Tokens;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.identitystore.openid.OpenIdContext;
import jakarta.security.enterprise.identitystore.openid.RefreshToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Calls the container's OpenIdAuthenticationMechanism for the two steps of a login and for nothing else. It sees a request, a
 * response and a session of ours, so that a login leaves no trace in the container.
 */
final class HandshakeModule {
    private volatile @Nullable HttpAuthenticationMechanism mechanism;

    /** The first step. Returns the authorization request URL, or empty when the mechanism could not make one. */
    Optional<String> start(HttpServletRequest request, HttpServletResponse response, Handshake handshake) {
        HandshakeContext context = context(request, response, handshake, true);
        AuthenticationStatus status = call(context, handshake);
        return status == AuthenticationStatus.SEND_CONTINUE
                ? Optional.ofNullable(context.redirectLocation())
                : Optional.empty();
    }

    /** The second step. Returns the tokens and claims, or empty when the provider's answer was not accepted. */
    Optional<VerifiedLogin> finish(HttpServletRequest request, HttpServletResponse response, Handshake handshake) {
        HandshakeContext context = context(request, response, handshake, false);
        AuthenticationStatus status;
        try {
            status = call(context, handshake);
        } finally {
            endContainerSession(request);
        }
        if (status != AuthenticationStatus.SUCCESS) {
            return Optional.empty();
        }
        return context.getClientSubject().getPrivateCredentials(OpenIdContext.class).stream()
                .findFirst()
                .map(HandshakeModule::verified);
    }

    private static VerifiedLogin verified(OpenIdContext context) {
        Tokens tokens = new Tokens(
                context.getIdentityToken().getToken(),
                context.getAccessToken().getToken(),
                context.getRefreshToken().map(RefreshToken::getToken).orElse(null));
        OptionalLong expiresIn = context.getExpiresIn().map(OptionalLong::of).orElseGet(OptionalLong::empty);
        return new VerifiedLogin(context.getIdentityToken().getClaims(), tokens, expiresIn);
    }

    private static HandshakeContext context(
            HttpServletRequest request, HttpServletResponse response, Handshake handshake, boolean startsLogin) {
        return new HandshakeContext(
                new HandshakeRequestContext(request, handshake), new HandshakeResponseContext(response), startsLogin);
    }

    private AuthenticationStatus call(HandshakeContext context, Handshake handshake) {
        return HandshakeExpressions.with(
                handshake, () -> mechanism().validateRequest(context.getRequest(), context.getResponse(), context));
    }

    /** The mechanism keeps its result in a session-scoped bean, for which the container made a session. */
    private static void endContainerSession(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    private HttpAuthenticationMechanism mechanism() {
        HttpAuthenticationMechanism known = mechanism;
        if (known == null) {
            known = CDI.current().select(HttpAuthenticationMechanism.class).get();
            mechanism = known;
        }
        return known;
    }
}
