package io.curfew.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The values behind the expressions of {@link OpenIdConnectDefinition}. The mechanism evaluates them on the thread of the
 * request, once for each call, so one definition serves every registration.
 */
@Named("handshake")
@ApplicationScoped
public class HandshakeExpressions {
    private static final System.Logger LOG = System.getLogger(HandshakeExpressions.class.getName());
    private static final ThreadLocal<@Nullable Handshake> CURRENT = new ThreadLocal<>();

    /** Runs a call of the mechanism with these values. */
    static AuthenticationStatus with(Handshake handshake, MechanismCall call) {
        CURRENT.set(handshake);
        try {
            return call.run();
        } catch (AuthenticationException | RuntimeException e) {
            // its message may quote what the provider or the browser sent, so only its type is told
            LOG.log(
                    Level.WARNING,
                    "The OpenID Connect mechanism failed. client_id={0} failure={1}",
                    handshake.clientId(),
                    e.getClass().getName());
            return AuthenticationStatus.SEND_FAILURE;
        } finally {
            CURRENT.remove();
        }
    }

    /** One call of the mechanism. */
    interface MechanismCall {
        AuthenticationStatus run() throws AuthenticationException;
    }

    private static Handshake current() {
        Handshake handshake = CURRENT.get();
        if (handshake == null) {
            throw new IllegalStateException("The OpenID Connect mechanism was called outside of a handshake.");
        }
        return handshake;
    }

    public String getClientId() {
        return current().clientId();
    }

    /** Never the real one: the container writes what it holds into files when a call fails. */
    public String getClientSecret() {
        return "kept by the handshake relay";
    }

    public String getRedirectUri() {
        return current().redirectUri();
    }

    public String[] getScopes() {
        return current().passage().registration().scopes().toArray(new String[0]);
    }

    public String getIssuer() {
        return current().passage().metadata().issuer();
    }

    public String getAuthorizationEndpoint() {
        return current().passage().metadata().authorizationEndpoint().toString();
    }

    public String getTokenEndpoint() {
        return current().passage().metadata().tokenEndpoint().toString();
    }

    public String getJwksUri() {
        return current().passage().metadata().jwksUri().toString();
    }

    public int getTimeout() {
        return Math.toIntExact(
                current().passage().registration().provider().timeout().toMillis());
    }
}
