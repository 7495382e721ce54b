package io.curfew.login;

import io.curfew.audit.AuditTrail;
import io.curfew.config.Route;
import io.curfew.config.TrustedIps;
import io.curfew.page.Answer;
import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import io.curfew.session.Presented;
import io.curfew.session.StoreUnavailableException;
import jakarta.security.auth.message.AuthStatus;
import jakarta.security.auth.message.MessageInfo;
import jakarta.security.auth.message.MessagePolicy;
import jakarta.security.auth.message.module.ServerAuthModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.BiFunction;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.jspecify.annotations.Nullable;

/**
 * The gate at its edge: a Jakarta Authentication module that the container calls on every request before any servlet. A request
 * goes on only with the attributes that the next door demands; whatever fails here goes nowhere.
 */
public final class GateModule implements ServerAuthModule {

    private final Gate gate;
    private final LoginEndpoint login;
    private final Refusals refusals;
    private final OutageLog outage;
    private final OutageLog uncheckedTokens;
    private final GateCounts counts;

    /** Else the container takes the application for one of HTTP Basic, reads the client's {@code Authorization} and fails on a malformed one. */
    private static final String AUTH_TYPE = "jakarta.servlet.http.authType";

    GateModule(Gate gate, LoginEndpoint login, Refusals refusals, OutageLog outage, OutageLog uncheckedTokens) {
        this.outage = outage;
        this.uncheckedTokens = uncheckedTokens;
        this.gate = gate;
        this.login = login;
        this.counts = login.counts();
        this.refusals = refusals;
    }

    /** By what a request names its session of a route, for doors that look at sessions and let nobody through. */
    public static BiFunction<HttpServletRequest, Route, Presented> presenting(TrustedIps trusted) {
        Presentation presentation = new Presentation(trusted);
        return (request, route) -> presentation.of(new GateRequestContext(request), route);
    }

    /** Empty: the container's provider calls it for every request. */
    @Override
    public void initialize(
            @Nullable MessagePolicy requestPolicy,
            @Nullable MessagePolicy responsePolicy,
            CallbackHandler handler,
            Map<String, Object> options) {}

    @Override
    public Class<?>[] getSupportedMessageTypes() {
        return new Class<?>[] {HttpServletRequest.class, HttpServletResponse.class};
    }

    /**
     * Always {@code SUCCESS}: the container puts a challenge of its own on a 401 that a module writes, so an answer of the gate
     * is noted for {@link GateFilter}, and a request without any note gets no further than that.
     */
    @Override
    public AuthStatus validateRequest(MessageInfo messageInfo, Subject client, Subject service) {
        messageInfo.getMap().put(AUTH_TYPE, "OPENID_CONNECT");
        GateRequestContext request = new GateRequestContext((HttpServletRequest) messageInfo.getRequestMessage());
        HttpServletResponse response = (HttpServletResponse) messageInfo.getResponseMessage();
        RequestFraming.Fault fault =
                RequestFraming.of(request.getProtocol(), request.getServerName(), request::getHeaders);
        if (fault != null) {
            counts.decisions().count(GateDecision.AMBIGUOUS);
            answer(refusals.ambiguous(fault, request.getProtocol()), request);
            return AuthStatus.SUCCESS;
        }
        if (RequestFraming.endsConnection(request.getMethod(), request.getProtocol(), request::getHeader)) {
            response.setHeader("Connection", "close");
        }
        try {
            GateVerdict verdict = decide(request);
            if (request.bodyWasRead()) {
                messageInfo.setRequestMessage(request);
            }
            note(verdict, request, response);
        } catch (StoreUnavailableException e) {
            outage.note(String.valueOf(e.getMessage()));
            answer(refusals.storeUnavailable(request.kind()), request);
        } catch (UnreadableBodyException e) {
            answer(refusals.unreadableBody(), request);
        }
        return AuthStatus.SUCCESS;
    }

    private GateVerdict decide(GateRequestContext request) {
        try {
            GateVerdict verdict = gate.decide(request);
            counts.count(verdict);
            return verdict;
        } catch (StoreUnavailableException e) {
            counts.decisions().count(GateDecision.STORE_UNAVAILABLE);
            throw e;
        } catch (UnreadableBodyException e) {
            counts.decisions().count(GateDecision.BODY_UNREADABLE);
            throw e;
        }
    }

    /** What this door has done. */
    public GateCounts counts() {
        return counts;
    }

    private void note(GateVerdict verdict, GateRequestContext request, HttpServletResponse response) {
        if (verdict instanceof GateVerdict.Forward forward) {
            request.setAttribute(RouteMatch.ATTRIBUTE, forward.match());
            request.setAttribute(Admitted.ATTRIBUTE, forward.session());
            if (!forward.cookies().isEmpty()) {
                request.setAttribute(Passage.COOKIES, forward.cookies());
            }
        } else if (verdict instanceof GateVerdict.ForwardBearer bearer) {
            request.setAttribute(RouteMatch.ATTRIBUTE, bearer.match());
            request.setAttribute(Admitted.ATTRIBUTE, bearer.caller());
        } else if (verdict instanceof GateVerdict.ForwardAnonymously anonymous) {
            request.setAttribute(RouteMatch.ATTRIBUTE, anonymous.match());
            request.setAttribute(Passage.ANONYMOUS, true);
            request.setAttribute(Passage.BAD_TOKEN, anonymous.hasBadToken());
        } else if (verdict instanceof GateVerdict.ForwardPreflight preflight) {
            request.setAttribute(RouteMatch.ATTRIBUTE, preflight.match());
            request.setAttribute(Passage.ANONYMOUS, true);
            request.setAttribute(Passage.PREFLIGHT, true);
        } else if (verdict instanceof GateVerdict.SignOut signOut) {
            request.setAttribute(RouteMatch.ATTRIBUTE, signOut.match());
            request.setAttribute(Passage.SIGN_OUT, true);
            request.setAttribute(AuditTrail.CLIENT_ADDRESS, gate.client(request));
        } else if (verdict instanceof GateVerdict.OwnPath own) {
            noteOwnPath(own, request, response);
        } else if (verdict instanceof GateVerdict.StartLogin start) {
            answer(
                    login.start(start.match().route(), start.match().publicUrl(), start.target(), request, response),
                    request);
        } else {
            refuse(verdict, request);
        }
    }

    private void refuse(GateVerdict verdict, GateRequestContext request) {
        if (verdict instanceof GateVerdict.Unauthorized unauthorized) {
            answer(refusals.unauthorized(unauthorized.match(), unauthorized.target()), request);
        } else if (verdict instanceof GateVerdict.Forbidden forbidden) {
            answer(refusals.forbidden(forbidden, request.kind()), request);
        } else if (verdict instanceof GateVerdict.Evicted evicted) {
            answer(refusals.evicted(evicted.match(), evicted.target(), request.kind()), request);
        } else if (verdict instanceof GateVerdict.BearerRefused bearer) {
            answer(BearerRefusals.answer(bearer.match().route(), bearer.refusal(), request.kind()), request);
        } else if (verdict instanceof GateVerdict.KeysUnavailable keys) {
            uncheckedTokens.note(keys.reason());
            answer(refusals.keysUnavailable(request.kind()), request);
        } else if (verdict instanceof GateVerdict.Refused refused) {
            answer(refusals.refused(refused, request.kind()), request);
        }
    }

    private void noteOwnPath(GateVerdict.OwnPath own, GateRequestContext request, HttpServletResponse response) {
        String path = own.path();
        boolean ofLogin = path.equals("/login") || path.equals("/callback");
        if (!ofLogin) {
            request.setAttribute(Passage.OWN_PATH, path);
            request.setAttribute(Passage.PUBLIC_URL, own.here().publicUrl());
            request.setAttribute(AuditTrail.CLIENT_ADDRESS, gate.client(request));
        } else if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            answer(refusals.methodNotAllowed(request.kind()), request);
        } else if (path.equals("/login")) {
            answer(login.startExplicitly(own.here(), request, response), request);
        } else {
            answer(login.callback(own.here(), request, response), request);
        }
    }

    private static void answer(Answer answer, GateRequestContext request) {
        request.setAttribute(GateFilter.ANSWER, answer);
    }

    @Override
    public AuthStatus secureResponse(MessageInfo messageInfo, Subject service) {
        return AuthStatus.SEND_SUCCESS;
    }

    @Override
    public void cleanSubject(MessageInfo messageInfo, Subject subject) {
        // the container never knew a caller
    }
}
