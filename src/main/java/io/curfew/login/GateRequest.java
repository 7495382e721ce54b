package io.curfew.login;

import io.curfew.page.RequestKind;
import io.curfew.routing.RouteMatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gate needs to know of a request. */
interface GateRequest {
    /** The method as it stands in the request line. */
    String method();

    /** The host that the request names, in its target or its {@code Host}, without a port and in any case. */
    String host();

    /** The request target's path as it came, undecoded, with the context root. */
    String rawPath();

    /** The query as it came, or null. */
    @Nullable
    String rawQuery();

    /** The value of a cookie; empty when there is none, or more than one of that name with different values. */
    Optional<String> cookie(String name);

    /** The values of a header field, as often as it came. */
    List<String> fields(String name);

    /** The address at the other end of the connection. */
    String remoteAddress();

    /** The scheme of the connection. */
    String scheme();

    /** The names of all cookies, as often as they came. */
    List<String> cookieNames();

    /** Whether a person navigates or a program asks. */
    RequestKind kind();

    /** Whether a browser asks if a script of another origin may send a request; it does so without a body. */
    boolean isPreflight();

    /** Whether this request is a sign-out of the route by its path, its query or its form body. */
    boolean signsOut(RouteMatch match);
}
