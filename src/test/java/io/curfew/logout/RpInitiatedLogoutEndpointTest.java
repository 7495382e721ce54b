package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RpInitiatedLogoutEndpointTest {
    private final World world = new World();
    private final Route route = new RouteBuilder().path("/orders").build();
    private List<RoutedSession> signedIn = List.of();
    private final List<String> written = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final RpInitiatedLogoutEndpoint endpoint = new RpInitiatedLogoutEndpoint(
            new SignOut(world.logout(), world.trail, this::find, world.pending(), List.of(route), world.publicUrl));

    @Test
    void writesStatusHeadersAndBody() throws IOException {
        signedIn = List.of(world.signIn(route, "a"));

        endpoint.signOut(
                request("DELETE", Map.of("Origin", "https://apps.example.com")),
                response(),
                RouteBuilder.match(route, "/orders/logout"));

        String json = body.toString(StandardCharsets.UTF_8);
        assertTrue(json.startsWith("{\"signed_out\":true,\"sessions_ended\":1,"), json);
        assertTrue(written.containsAll(List.of(
                "setStatus 200",
                "setContentLength " + json.length(),
                "addHeader Cache-Control no-store",
                "addHeader Set-Cookie __Host-curfew=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax")));
        assertTrue(world.live.isEmpty());
    }

    @Test
    void readsHeadersMethodAndCookiesOfTheRequest() throws IOException {
        SignOutRequest request = RpInitiatedLogoutEndpoint.requestOf(
                request("POST", Map.of("Accept", "text/html"), "a=1; $a=3", "a=2; b=4,a=5"), RouteBuilder.PUBLIC_URL);

        assertEquals("POST", request.method());
        assertEquals("text/html", request.headers().first("Accept"));
        assertEquals(new SignOutArguments("/bye", false), request.arguments());
        assertEquals(
                List.of(
                        new BrowserCookie("a", "1"),
                        new BrowserCookie("$a", "3"),
                        new BrowserCookie("a", "2"),
                        new BrowserCookie("b", "4,a=5")),
                request.cookies());
        assertEquals(List.of(), RpInitiatedLogoutEndpoint.cookies(request("POST", Map.of())));
    }

    private List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> routes) {
        return signedIn;
    }

    private static HttpServletRequest request(String method, Map<String, String> headers, String... cookies) {
        return proxy(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getQueryString" -> "sign_out&return_to=%2Fbye";
            case "getHeader" -> headers.get(String.valueOf(arguments.get(0)));
            case "getAttribute" -> "192.0.2.7";
            case "getHeaders" -> Collections.enumeration(List.of(cookies));
            default -> throw new AssertionError(name + " is not to be called: it may read the body");
        });
    }

    private HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (name, arguments) -> {
            if (name.equals("getOutputStream")) {
                return output();
            }
            written.add(name + " "
                    + String.join(" ", arguments.stream().map(String::valueOf).toList()));
            return null;
        });
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new AssertionError("written at once");
            }

            @Override
            public void write(int octet) {
                body.write(octet);
            }
        };
    }

    private interface Calls {
        @Nullable
        Object answer(String method, List<?> arguments);
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> calls.answer(
                        method.getName(), arguments == null ? List.of() : List.of(Objects.requireNonNull(arguments)))));
    }
}
