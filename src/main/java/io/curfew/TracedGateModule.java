package io.curfew;

import io.curfew.config.TrustedIps;
import io.curfew.trace.Span;
import io.curfew.trace.Traces;
import jakarta.security.auth.message.AuthException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * The gate where spans are made: the container calls it before any filter, so here a request's span begins. {@link TraceFilter}
 * ends it.
 *
 * <p>The trace of a request goes on only where the connection comes from a proxy in front that is believed; else anybody could
 * decide that every request of theirs is recorded, or put it into somebody else's trace.
 */
final class TracedGateModule implements ServerAuthModule {
    /** RFC 9110, section 9.3, and RFC 5789: of other methods there is no end. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private final ServerAuthModule gate;
    private final Traces traces;
    private final TrustedIps believed;

    TracedGateModule(ServerAuthModule gate, Traces traces, TrustedIps believed) {
        this.gate = gate;
        this.traces = traces;
        this.believed = believed;
    }

    @Override
    public AuthStatus validateRequest(MessageInfo messageInfo, Subject client, Subject service) throws AuthException {
        HttpServletRequest request = (HttpServletRequest) messageInfo.getRequestMessage();
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
        Span span = traces.beginRequest(
                method, believed.contains(request.getRemoteAddr()) ? request::getHeader : name -> null);
        request.setAttribute(TraceFilter.SPAN, span);
        span.tell("http.request.method", method)
                .tell("url.scheme", request.getScheme())
                .tell("url.path", request.getRequestURI());
        try {
            return gate.validateRequest(messageInfo, client, service);
        } catch (AuthException | RuntimeException | Error e) {
            // no filter will see this request
            span.failed(e.getClass().getName());
            span.close();
            throw e;
        }
    }

    @Override
    public void initialize(
            @Nullable MessagePolicy requestPolicy,
            @Nullable MessagePolicy responsePolicy,
            CallbackHandler handler,
            Map<String, Object> options)
            throws AuthException {
        gate.initialize(requestPolicy, responsePolicy, handler, options);
    }

    @Override
    public Class<?>[] getSupportedMessageTypes() {
        return gate.getSupportedMessageTypes();
    }

    @Override
    public AuthStatus secureResponse(MessageInfo messageInfo, Subject service) throws AuthException {
        return gate.secureResponse(messageInfo, service);
    }

    @Override
    public void cleanSubject(MessageInfo messageInfo, Subject subject) throws AuthException {
        gate.cleanSubject(messageInfo, subject);
    }
}
