package io.curfew.logout;

import io.curfew.audit.AuditTrail;
import io.curfew.config.PublicUrl;
import io.curfew.page.AnswerEndpoint;
import io.curfew.page.RequestCookies;
import io.curfew.routing.RouteMatch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** The servlet edge for requests that the gate recognised as a sign-out on a route. It does not read the body. */
public final class RpInitiatedLogoutEndpoint {
    private final SignOut signOut;

    /** Creates it. */
    public RpInitiatedLogoutEndpoint(SignOut signOut) {
        this.signOut = signOut;
    }

    /** Signs out of the route's session and answers. */
    public void signOut(HttpServletRequest request, HttpServletResponse response, RouteMatch match) throws IOException {
        AnswerEndpoint.write(signOut.onRoute(requestOf(request, match.publicUrl()), match.route()), response);
    }

    static SignOutRequest requestOf(HttpServletRequest request, PublicUrl publicUrl) {
        return new SignOutRequest(
                request.getMethod(),
                publicUrl,
                request::getHeader,
                cookies(request),
                SignOutArguments.of(request.getQueryString()),
                request.getAttribute(AuditTrail.CLIENT_ADDRESS) instanceof String address ? address : null);
    }

    static List<BrowserCookie> cookies(HttpServletRequest request) {
        return RequestCookies.of(Collections.list(request.getHeaders("Cookie"))).pairs().stream()
                .map(cookie -> new BrowserCookie(cookie.name(), cookie.value()))
                .toList();
    }
}
