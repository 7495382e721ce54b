package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.Json;
import io.curfew.provider.ProviderState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /oidc/admin/providers}: the OpenID Providers, as far as the node knows that answers. None is asked for it. */
@Path("/admin/providers")
public final class ProvidersResource {
    private final OperatorEndpoint operators;
    private final Supplier<List<ProviderState>> providers;
    private final Function<String, @Nullable Instant> lastLogoutToken;

    /**
     * Creates it.
     *
     * @param lastLogoutToken when the last logout token of an issuer was carried out; null for never
     */
    public ProvidersResource(
            OperatorEndpoint operators,
            Supplier<List<ProviderState>> providers,
            Function<String, @Nullable Instant> lastLogoutToken) {
        this.operators = operators;
        this.providers = providers;
        this.lastLogoutToken = lastLogoutToken;
    }

    /** All of the configuration. */
    @GET
    public Response list(@Context HttpServletRequest request) {
        return operators.answer(
                request,
                operator -> Answer.json(
                        200,
                        providers.get().stream()
                                .map(state -> json(state, lastLogoutToken.apply(state.issuer())))
                                .collect(Collectors.joining(",", "{\"providers\":[", "]}"))));
    }

    static String json(ProviderState state, @Nullable Instant lastLogoutToken) {
        return "{\"issuer\":" + Json.quote(state.issuer())
                + ",\"state\":" + Json.quote(state.condition().name().toLowerCase(Locale.ROOT))
                + ",\"since\":" + time(state.since())
                + ",\"discovery\":{\"fetched\":" + time(state.discovery().fetched())
                + ",\"error\":" + SessionJson.text(state.discovery().error())
                + "},\"keys\":{\"fetched\":" + time(state.keys().fetched())
                + ",\"count\":" + state.keyCount()
                + ",\"error\":" + SessionJson.text(state.keys().error())
                + "},\"last_logout_token\":" + time(lastLogoutToken) + "}";
    }

    private static String time(@Nullable Instant time) {
        return SessionJson.text(time == null ? null : time.toString());
    }
}
