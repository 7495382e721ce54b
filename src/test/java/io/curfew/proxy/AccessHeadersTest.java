package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.config.AccessSettings;
import io.curfew.config.Demands;
import io.curfew.config.LoginSettings;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.config.TellingSettings;
import io.curfew.config.TellingSettings.Downstream;
import io.curfew.config.UpstreamSettings.ClaimHeader;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.ground.RouteBuilder;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Session;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The userinfo for the upstream, what the browser is told, and the credentials of a client. */
class AccessHeadersTest {
    private static final Downstream ALL = new Downstream(
            List.of(new ClaimHeader("sub", "X-Who"), new ClaimHeader("name", "X-Name")),
            new TokenHeader("X-Access", true),
            new TokenHeader("X-Id", false),
            "X-Info");
    private static final Route TELLING = route("/telling", new TellingSettings(false, "X-Userinfo", true, ALL));
    private static final Route SILENT = route("/silent", TellingSettings.NOTHING);
    private static final Optional<Tokens> TOKENS = Optional.of(new Tokens("id.token", "access.token", null));

    private final HeaderPolicy policy = new HeaderPolicy(RouteBuilder.PUBLIC_URL, List.of(TELLING, SILENT));

    private static Route route(String path, TellingSettings telling) {
        return new RouteBuilder()
                .path(path)
                .access(new AccessSettings(Demands.NONE, RefusalSettings.OWN, LoginSettings.PLAIN, telling))
                .build();
    }

    private static Session session() {
        Map<String, String> claims = Map.of("sub", "alice", "name", "Ångström", Session.USER_INFO, "eyJzdWIiOiJhIn0=");
        return new Session(TELLING.sessionSpace(), "alice", "s1", 0, 0, 0, 0, claims, "");
    }

    private static List<HeaderField> fields(String... namesAndValues) {
        List<HeaderField> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new HeaderField(namesAndValues[i], namesAndValues[i + 1]));
        }
        return fields;
    }

    private static RouteMatch match(Route route) {
        return RouteBuilder.match(route, route.path());
    }

    private List<HeaderField> sent(Route route, String... headers) {
        ClientRequest request = new ClientRequest("GET", fields(headers), "192.0.2.7", null, null);
        return policy.toUpstream(request, match(route), session(), TOKENS).stream()
                .filter(field -> !field.lowerCaseName().contains("forwarded"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Userinfo", "x-userinfo", "X_Userinfo", "x.userinfo", "X-Userinfo-"})
    void nobodyForgesTheUserinfo(String name) {
        assertEquals(fields("X-Userinfo", "eyJzdWIiOiJhIn0="), sent(TELLING, name, "forged"));
        assertEquals(List.of(), sent(SILENT, name, "forged"), "also where the upstream is not told");
        assertEquals(fields("X-Userinf", "x"), sent(SILENT, "X-Userinf", "x"), "control");
    }

    /** A field that follows the body is one all the same. */
    @Test
    void nobodyTellsTheBrowserInATrailerWhoIsSignedIn() {
        List<HeaderField> trailers = fields("X-Name", "Mallory", "x-info", "y", "X-Checksum", "z");
        assertEquals(fields("X-Checksum", "z"), policy.trailersToClient(trailers, TELLING));
        assertEquals(trailers, policy.trailersToClient(trailers, SILENT), "the control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "AUTHORIZATION", "Authorization_"})
    void credentialsOfAClientAreHiddenWhereTheRouteSaysSo(String name) {
        assertEquals(fields("X-Userinfo", "eyJzdWIiOiJhIn0="), sent(TELLING, name, "Basic eA=="));
        assertEquals(fields(name, "Basic eA=="), sent(SILENT, name, "Basic eA=="));
    }

    @Test
    void theBrowserIsToldWhatTheRouteSays() {
        List<HeaderField> told = policy.toClient(
                fields("Content-Type", "text/html", "Cache-Control", "public", "x-who", "mallory", "X-Info", "i"),
                match(TELLING),
                session(),
                TOKENS);
        assertEquals(
                fields(
                        "Content-Type",
                        "text/html",
                        "X-Who",
                        "alice",
                        "X-Name",
                        "%C3%85ngstr%C3%B6m",
                        "X-Info",
                        "eyJzdWIiOiJhIn0=",
                        "X-Access",
                        "Bearer access.token",
                        "X-Id",
                        "id.token",
                        "Cache-Control",
                        "private"),
                told);
    }

    @Test
    void withoutASessionTheBrowserIsToldNothingAndNobodyTellsInItsPlace() {
        assertEquals(
                fields("X-Other", "1"),
                policy.toClient(
                        fields("X-Who", "mallory", "X-Other", "1", "X-Id", "t"),
                        match(TELLING),
                        null,
                        Optional.empty()));
    }

    @Test
    void otherwiseAnAnswerStaysAsItIs() {
        List<HeaderField> answer = fields("X-Who", "the application's", "Cache-Control", "public");
        assertEquals(answer, policy.toClient(answer, match(SILENT), session(), TOKENS));
    }
}
