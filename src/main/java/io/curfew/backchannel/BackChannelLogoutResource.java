package io.curfew.backchannel;

import io.curfew.audit.AuditTrail;
import io.curfew.page.Json;
import io.curfew.trace.Span;
import io.curfew.trace.Traces;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The back-channel logout URI of all providers and clients: {@code iss} and {@code aud} of the token choose the registration.
 *
 * <p>Answers 200 without a body once the sessions are over; 400, 413 or 415 with OAuth error JSON for a request that was refused;
 * 503 with {@code Retry-After} when it could not be carried out now. Never cached.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#BCRequest">OpenID Connect Back-Channel Logout 1.0,
 *     sections 2.5 and 2.8</a>
 */
@Path("/backchannel-logout")
public final class BackChannelLogoutResource {
    private static final int LARGEST_BODY = 64 * 1024;
    private static final String RETRY_AFTER_SECONDS = "10";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final BackChannelLogout logout;
    private final Traces traces;

    public BackChannelLogoutResource(BackChannelLogout logout, Traces traces) {
        this.logout = logout;
        this.traces = traces;
    }

    /**
     * The logout request. The body is read here and as a stream: parameters of the query string must not count, and nothing
     * must buffer a body without a limit.
     */
    @POST
    public Response logout(
            @Context HttpServletRequest request,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            InputStream body)
            throws IOException {
        String address = request.getAttribute(AuditTrail.CLIENT_ADDRESS) instanceof String known ? known : null;
        return logout(contentType, body, address);
    }

    Response logout(@Nullable String contentType, InputStream body, @Nullable String address) throws IOException {
        BackChannelLogout.Told told = carryOut(contentType, body, address);
        Response answer = answer(told.outcome());
        answer.getHeaders().putSingle(AuditTrail.HEADER, told.receipt());
        return answer;
    }

    @GET
    public Response refuseGet() {
        return methodNotAllowed();
    }

    @PUT
    public Response refusePut() {
        return methodNotAllowed();
    }

    @PATCH
    public Response refusePatch() {
        return methodNotAllowed();
    }

    @DELETE
    public Response refuseDelete() {
        return methodNotAllowed();
    }

    @OPTIONS
    public Response refuseOptions() {
        return methodNotAllowed();
    }

    private BackChannelLogout.Told carryOut(@Nullable String contentType, InputStream body, @Nullable String address)
            throws IOException {
        if (!isForm(contentType)) {
            return logout.refuse(LogoutTokenRefusal.CONTENT_TYPE_WRONG, address);
        }
        byte[] bytes = body.readNBytes(LARGEST_BODY + 1);
        if (bytes.length > LARGEST_BODY) {
            return logout.refuse(LogoutTokenRefusal.BODY_TOO_LARGE, address);
        }
        LogoutTokenForm form = LogoutTokenForm.parse(bytes);
        return form instanceof LogoutTokenForm.Holding holding
                ? carryOut(holding.logoutToken(), address)
                : logout.refuse(((LogoutTokenForm.Unusable) form).refusal(), address);
    }

    private BackChannelLogout.Told carryOut(String logoutToken, @Nullable String address) {
        try (Span span = traces.begin(Span.Kind.INTERNAL, "logout token")) {
            BackChannelLogout.Told told = logout.logout(logoutToken, address);
            if (span.isOn()) {
                tell(told.outcome(), span);
            }
            return told;
        }
    }

    /** What the log tells too, without who it was. */
    private static void tell(BackChannelLogoutOutcome outcome, Span span) {
        if (outcome instanceof BackChannelLogoutOutcome.Ended ended) {
            span.tell("curfew.logout.outcome", "accepted").tell("curfew.logout.sessions", ended.sessions());
        } else if (outcome instanceof BackChannelLogoutOutcome.Refused refused) {
            span.tell("curfew.logout.outcome", refused.refusal().code());
        } else {
            String code = outcome instanceof BackChannelLogoutOutcome.StoreUnavailable
                    ? "store_unavailable"
                    : "keys_unavailable";
            span.tell("curfew.logout.outcome", code).failed(code);
        }
    }

    private static boolean isForm(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private static Response answer(BackChannelLogoutOutcome outcome) {
        if (outcome instanceof BackChannelLogoutOutcome.Ended) {
            return uncached(200).build();
        }
        if (outcome instanceof BackChannelLogoutOutcome.Refused refused) {
            LogoutTokenRefusal refusal = refused.refusal();
            return error(uncached(status(refusal)), "invalid_request", refusal.code() + ": " + refusal.sentence());
        }
        return error(
                uncached(503).header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS),
                "temporarily_unavailable",
                "The logout could not be carried out now; send the same token again.");
    }

    private static int status(LogoutTokenRefusal refusal) {
        return switch (refusal) {
            case CONTENT_TYPE_WRONG -> 415;
            case BODY_TOO_LARGE -> 413;
            default -> 400;
        };
    }

    private static Response methodNotAllowed() {
        return error(
                uncached(405).header(HttpHeaders.ALLOW, "POST"),
                "invalid_request",
                "A logout token is sent by POST in a form body.");
    }

    private static Response error(Response.ResponseBuilder builder, String error, String description) {
        String body = "{\"error\":" + Json.quote(error) + ",\"error_description\":" + Json.quote(description) + "}";
        return builder.type(MediaType.APPLICATION_JSON_TYPE).entity(body).build();
    }

    private static Response.ResponseBuilder uncached(int status) {
        return Response.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
