package io.curfew.it;

import static io.curfew.it.SharedGateway.BY_FORM;
import static io.curfew.it.SharedGateway.BY_QUERY;
import static io.curfew.it.SharedGateway.ORDERS;
import static io.curfew.it.SharedGateway.REPORTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.HtmlForm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What signs a user out, and what looks like it and does not. */
@ExtendWith(SharedServers.class)
final class LogoutTriggersIT {
    private static final Map<String, String> NO_HEADERS = Map.of();
    private static final Map<String, String> EMPTY_FORM = Map.of();

    private final SharedGateway gateway;
    private String user = "";
    private BrowserSession browser = new BrowserSession();

    LogoutTriggersIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void logIn() {
        user = gateway.newUser();
        browser = gateway.browserOf(user, ORDERS);
        assertTrue(gateway.letsIn(browser, ORDERS));
    }

    @Test
    void theSuffixSignsOutHereAndAtKeycloakWithoutAQuestion() {
        Answer end = browser.post(gateway.url(ORDERS + "/logout"), EMPTY_FORM);

        requireSignedOut(end);
        String query = end.passed(gateway.realm().issuer() + "/protocol/openid-connect/logout")
                .getRawQuery();
        assertTrue(query.startsWith("id_token_hint=") && query.contains("&client_id=curfew&"), query);
        assertEquals(2, end.trail().size(), end::toString);
    }

    @Test
    void theSuffixBelowTheRouteSignsOutToo() {
        requireSignedOut(browser.post(gateway.url(ORDERS + "/any/page/logout"), EMPTY_FORM));
    }

    @Test
    void otherMethodsOnTheSuffixAreOrdinaryRequests() {
        Answer get = browser.get(gateway.url(ORDERS + "/logout"));
        assertTrue(get.body().startsWith("GET /logout\n"), get::toString);
        Answer put = browser.fetch("PUT", gateway.url(ORDERS + "/logout"), NO_HEADERS);
        assertTrue(put.body().startsWith("PUT /logout\n"), put::toString);
        requireIntact();
    }

    @Test
    void theSuffixOfOneRouteMeansNothingOnAnother() {
        Answer answer = browser.post(gateway.url(REPORTS + "/logout"), EMPTY_FORM);
        assertTrue(answer.body().startsWith("POST /logout\n"), answer::toString);
        requireIntact();
    }

    @Test
    void theQueryArgumentSignsOutByALinkOfTheApplication() {
        Answer page = browser.get(gateway.url(BY_QUERY + "/page?sign_outs=1"));
        assertTrue(page.body().startsWith("GET /page?sign_outs=1\n"), page::toString);
        requireIntact();

        requireSignedOut(browser.click(BY_QUERY + "/page?a=b&sign_out"));
    }

    @Test
    void theQueryArgumentMeansNothingWithAMethodThatMayNot() {
        Answer answer = browser.fetch("DELETE", gateway.url(BY_QUERY + "/page?sign_out=1"), NO_HEADERS);
        assertTrue(answer.body().startsWith("DELETE /page?sign_out=1\n"), answer::toString);
        requireIntact();
    }

    @Test
    void theFormArgumentSignsOut() {
        requireSignedOut(browser.post(gateway.url(BY_FORM + "/page"), Map.of("sign_out", "1", "other", "2")));
    }

    @Test
    void aFormWithoutTheArgumentReachesTheUpstreamByteForByte() throws Exception {
        for (String form : List.of(
                "a=1&&b=%7e+%C3%A4&=x&sign_outs=1&value=sign_out%3d1&%zz",
                "sign=" + "%41b+".repeat(40_000) + "&last=1", "")) {
            HttpResponse<String> answer = postRaw(BY_FORM + "/page", form);
            assertEquals(200, answer.statusCode());
            assertTrue(answer.body().startsWith("POST /page\n"));
            assertEquals(form, answer.body().substring(answer.body().indexOf("\n\n") + 2));
        }
        requireIntact();
    }

    /** Only the first 64 KiB of a form are searched; an ordinary form must not fail for being long. */
    @Test
    void aFormTooLongToSearchReachesTheUpstreamEvenWithTheArgument() throws Exception {
        String form = "long=" + "x".repeat(70_000) + "&sign_out=1";
        HttpResponse<String> answer = postRaw(BY_FORM + "/page", form);
        assertTrue(answer.body().endsWith("\n\n" + form));
        requireIntact();
    }

    @Test
    void theGatewaysOwnPageAsksAndItsButtonSignsOut() {
        Answer page = browser.get(gateway.url("/oidc/logout"));
        assertTrue(page.body().contains("Do you want to sign out?"), page::toString);
        requireIntact();

        requireSignedOut(browser.submit(HtmlForm.in(page, "/oidc/logout")));
    }

    @Test
    void aFormOfAnotherSiteSignsNobodyOut() {
        // the other site, and a page of the same host on another port, to which the cookie is not foreign
        for (String origin : List.of("https://evil.example/", "http://localhost:1/")) {
            for (String path : List.of(ORDERS + "/logout", BY_FORM + "/page", "/oidc/logout")) {
                Answer answer = browser.postFrom(origin, gateway.url(path), Map.of("sign_out", "1"));
                assertEquals(403, answer.status(), answer::toString);
                requireIntact();
            }
        }
    }

    @Test
    void aLinkOfAnotherSiteSignsNobodyOut() {
        Answer answer = browser.getFrom("https://evil.example/", gateway.url(BY_QUERY + "/page?sign_out"));
        assertEquals(403, answer.status(), answer::toString);
        assertTrue(answer.body().contains("You have not been signed out"), answer::toString);
        requireIntact();
    }

    @Test
    void fetchingInAdvanceSignsNobodyOut() {
        Answer answer = browser.fetch(
                "GET",
                gateway.url(BY_QUERY + "/page?sign_out"),
                Map.of("Sec-Purpose", "prefetch", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"));
        assertEquals(403, answer.status(), answer::toString);
        requireIntact();
    }

    @Test
    void aScriptIsToldWhereToGo() throws IOException {
        for (String method : List.of("POST", "DELETE")) {
            Answer answer = browser.fetch(method, gateway.url(ORDERS + "/logout"), NO_HEADERS);
            assertEquals(200, answer.status(), answer::toString);
            assertTrue(answer.header("Content-Type").startsWith("application/json"), answer::toString);
            Signed json = Signed.read(answer.body());
            assertEquals(1, json.sessionsEnded());
            assertFalse(gateway.letsIn(browser, ORDERS));

            requireSignedOut(browser.get(json.endSessionUrl()));
            gateway.logIn(browser, user, ORDERS);
        }
    }

    /** What a script reads. */
    private record Signed(int sessionsEnded, String endSessionUrl) {
        static Signed read(String body) throws IOException {
            JsonNode json = new ObjectMapper().readTree(body);
            assertTrue(json.path("signed_out").asBoolean(), body);
            return new Signed(
                    json.path("sessions_ended").asInt(),
                    json.path("end_session_url").asText());
        }
    }

    private void requireSignedOut(Answer end) {
        assertEquals(200, end.status(), end::toString);
        assertTrue(end.uri().toString().startsWith(gateway.url("/oidc/logged-out?")), end::toString);
        assertTrue(end.body().contains("Your session here has ended."), end::toString);
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertFalse(gateway.letsIn(browser, REPORTS));
        assertEquals(List.of(), gateway.realm().sids(user), "sessions at Keycloak");
    }

    private void requireIntact() {
        assertTrue(gateway.letsIn(browser, ORDERS), "the session lives");
        assertEquals(1, gateway.realm().sids(user).size(), "the session at Keycloak");
    }

    /** The page's form with a body that no test framework has touched. */
    private HttpResponse<String> postRaw(String path, String body) throws IOException, InterruptedException {
        URI uri = URI.create(gateway.url(path));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", FormBody.TYPE)
                // the application's; the container must not decode them, whoever has read the body
                .header("Authorization", "Basic forged")
                .header("Origin", gateway.node().config().publicUrl())
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Cookie", Objects.requireNonNull(browser.cookies().header(uri, false, false)))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                .build();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
    }
}
