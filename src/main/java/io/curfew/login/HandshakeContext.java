package io.curfew.login;

import jakarta.security.auth.message.MessageInfo;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * The message context that the container's mechanism works with. It takes everything that the mechanism wants to tell the
 * container and tells the container nothing: no cookie, no registered session, no caller.
 */
final class HandshakeContext implements HttpMessageContext, MessageInfo {
    private final Subject subject = new Subject();
    private final Map<String, Object> map = new HashMap<>();
    private final boolean startsLogin;
    private HttpServletRequest request;
    private HttpServletResponse response;
    private @Nullable String redirectLocation;
    private @Nullable Principal principal;

    HandshakeContext(HttpServletRequest request, HttpServletResponse response, boolean startsLogin) {
        this.request = request;
        this.response = response;
        this.startsLogin = startsLogin;
    }

    /** Where the mechanism wants the browser to go. */
    @Nullable
    String redirectLocation() {
        return redirectLocation;
    }

    @Override
    public boolean isAuthenticationRequest() {
        return startsLogin;
    }

    @Override
    public boolean isProtected() {
        return false;
    }

    @Override
    public Subject getClientSubject() {
        return subject;
    }

    @Override
    public CallbackHandler getHandler() {
        return callbacks -> {};
    }

    @Override
    public MessageInfo getMessageInfo() {
        return this;
    }

    @Override
    public Map<String, Object> getMap() {
        return map;
    }

    @Override
    public AuthenticationStatus redirect(String location) {
        redirectLocation = location;
        return AuthenticationStatus.SEND_CONTINUE;
    }

    @Override
    public AuthenticationStatus forward(String path) {
        return AuthenticationStatus.SEND_FAILURE;
    }

    @Override
    public AuthenticationStatus responseUnauthorized() {
        return AuthenticationStatus.SEND_FAILURE;
    }

    @Override
    public AuthenticationStatus responseNotFound() {
        return AuthenticationStatus.SEND_FAILURE;
    }

    @Override
    public AuthenticationStatus notifyContainerAboutLogin(String callerName, Set<String> groups) {
        principal = () -> callerName;
        return AuthenticationStatus.SUCCESS;
    }

    @Override
    public AuthenticationStatus notifyContainerAboutLogin(Principal caller, Set<String> groups) {
        principal = caller;
        return AuthenticationStatus.SUCCESS;
    }

    @Override
    public AuthenticationStatus notifyContainerAboutLogin(CredentialValidationResult result) {
        if (result.getStatus() != CredentialValidationResult.Status.VALID) {
            return AuthenticationStatus.SEND_FAILURE;
        }
        principal = result.getCallerPrincipal();
        return AuthenticationStatus.SUCCESS;
    }

    @Override
    public AuthenticationStatus doNothing() {
        return AuthenticationStatus.NOT_DONE;
    }

    @Override
    public @Nullable Principal getCallerPrincipal() {
        return principal;
    }

    @Override
    public Set<String> getGroups() {
        return Set.of();
    }

    @Override
    public AuthenticationParameters getAuthParameters() {
        return new AuthenticationParameters();
    }

    @Override
    public boolean isRegisterSession() {
        return false;
    }

    @Override
    public void setRegisterSession(String callerName, Set<String> groups) {
        // never: the container must not know the caller
    }

    @Override
    public void cleanClientSubject() {
        // nothing to clean: the subject is ours and lives for one call
    }

    @Override
    public HttpServletRequest getRequest() {
        return request;
    }

    @Override
    public void setRequest(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public HttpMessageContext withRequest(HttpServletRequest request) {
        this.request = request;
        return this;
    }

    @Override
    public HttpServletResponse getResponse() {
        return response;
    }

    @Override
    public void setResponse(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public Object getRequestMessage() {
        return request;
    }

    @Override
    public Object getResponseMessage() {
        return response;
    }

    @Override
    public void setRequestMessage(Object request) {
        this.request = (HttpServletRequest) request;
    }

    @Override
    public void setResponseMessage(Object response) {
        this.response = (HttpServletResponse) response;
    }
}
