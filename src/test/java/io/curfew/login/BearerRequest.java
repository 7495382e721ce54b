package io.curfew.login;

import io.curfew.page.RequestKind;
import io.curfew.routing.LogoutTrigger;
import io.curfew.routing.RouteMatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request with {@code Authorization} fields and perhaps a cookie or a query; {@code shown} is the cookie, or starts with a question mark. */
record BearerRequest(
        String method,
        String rawPath,
        RequestKind kind,
        @Nullable String shown,
        List<String> authorization) implements GateRequest {
    BearerRequest cookieOf(String value) {
        return new BearerRequest(method, rawPath, kind, value, authorization);
    }

    BearerRequest query(String value) {
        return cookieOf("?" + value);
    }

    BearerRequest navigating() {
        return new BearerRequest(method, rawPath, RequestKind.NAVIGATION, shown, authorization);
    }

    BearerRequest by(String other) {
        return new BearerRequest(other, rawPath, kind, shown, authorization);
    }

    @Override
    public String host() {
        return "apps.example.com";
    }

    @Override
    public @Nullable String rawQuery() {
        return shown != null && shown.startsWith("?") ? shown.substring(1) : null;
    }

    @Override
    public Optional<String> cookie(String name) {
        return name.equals("__Host-curfew") && rawQuery() == null ? Optional.ofNullable(shown) : Optional.empty();
    }

    @Override
    public List<String> fields(String name) {
        return name.equals("Authorization") ? authorization : List.of();
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1";
    }

    @Override
    public String scheme() {
        return "https";
    }

    @Override
    public List<String> cookieNames() {
        return List.of();
    }

    @Override
    public boolean isPreflight() {
        return method.equals("OPTIONS");
    }

    @Override
    public boolean signsOut(RouteMatch match) {
        return LogoutTrigger.signsOut(match, method, rawQuery());
    }
}
