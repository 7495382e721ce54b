package io.curfew.demo;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Of {@link DocumentsApplication}, inside its server: pages for users, who must be in the group {@code reader}. */
@Path("/")
@Dependent
public class DocumentsResource {
    static final String GROUP = "reader";

    private final JsonWebToken user;

    @Inject
    public DocumentsResource(JsonWebToken user) {
        this.user = user;
    }

    /** Whether it is up. */
    @GET
    @Path("ready")
    @PermitAll
    public String ready() {
        return "ready";
    }

    @GET
    @Path("api/me")
    @Produces("application/json")
    @RolesAllowed(GROUP)
    public Map<String, Object> me() {
        return new TreeMap<>(
                Map.of("application", "Documents", "user", user.getName(), "groups", new TreeSet<>(user.getGroups())));
    }

    @GET
    @Produces("text/html;charset=UTF-8")
    @RolesAllowed(GROUP)
    public String page() {
        Map<String, String> claims = new TreeMap<>();
        user.getClaimNames().forEach(name -> claims.put(name, String.valueOf(user.<Object>getClaim(name))));
        claims.remove("raw_token");
        String rows = claims.entrySet().stream()
                .map(claim -> "<tr><th scope=\"row\">" + Html.escape(claim.getKey()) + "</th><td>"
                        + Html.escape(claim.getValue()) + "</td></tr>")
                .collect(Collectors.joining("\n"));
        return Html.page("Documents", "An application on Open Liberty, with MicroProfile JWT", "#3d4f9f", """
                <section aria-labelledby="who"><h2 id="who">You are <strong>%s</strong></h2>
                <p class="quiet">Groups: %s. This application believes no header: the gateway signed who you are, and the application
                checked that by the gateway's keys.</p>
                <div class="row">
                <a class="button" href="/orders/">Go to Orders</a>
                <form method="post" action="%s/logout"><button class="main" id="sign-out">Sign out</button></form>
                </div></section>
                <section aria-labelledby="claims"><h2 id="claims">What was signed</h2>
                <table><caption>No token of Keycloak is among it.</caption><tbody>
                %s
                </tbody></table></section>
                """.formatted(
                        Html.escape(user.getName()),
                        Html.escape(String.join(", ", new TreeSet<>(user.getGroups()))),
                        DocumentsApplication.PATH,
                        rows));
    }
}
