package io.curfew.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final Page.Action LINK = new Page.Action.Link("/oidc/logout", "Sign out");
    private static final Page.Action POST = new Page.Action.Post("/oidc/logout", "Sign out");
    private static final Page.Action AWAY = new Page.Action.PostLeadingAway("/oidc/logout", "Sign out");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "</title><script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "\" onmouseover=\"alert(1)",
                "</style><script>alert(1)</script>",
                "&lt;script&gt;"
            })
    void textStaysText(String hostile) {
        String plain = new Page("title", List.of("text"), List.of(new Page.Action.Link("/", "label"))).html();
        String html = new Page(
                        hostile,
                        List.of(hostile),
                        List.of(
                                new Page.Action.Link("/" + hostile, hostile),
                                new Page.Action.Post("/" + hostile, hostile),
                                new Page.Action.PostLeadingAway("/" + hostile, hostile)))
                .html();

        assertFalse(html.contains(hostile), html);
        assertEquals(0, count(html, "<script"));
        assertEquals(0, count(html, "<img"));
        assertEquals(count(plain, "</title>"), count(html, "</title>"));
        assertEquals(count(plain, "</style>"), count(html, "</style>"));
        assertEquals(0, count(html, "'"));
    }

    @Test
    void aFormThatSendsItselfRunsItsOwnScriptAndNoOther() {
        Page page = new Page("Signing out", List.of(), List.of(submitted("https://id.example.com:8443/end?a=b", "v")));

        assertTrue(
                policy(page)
                        .endsWith(
                                "; script-src 'nonce-bm9uY2U='; form-action https://id.example.com:8443 'self' https:"),
                policy(page));
        assertEquals("strict-origin", page.headers().get("Referrer-Policy"), "or browsers say that nobody sent it");
        assertTrue(
                page.html()
                        .contains(
                                "<form method=\"post\" action=\"https://id.example.com:8443/end?a=b\"><input type=\"hidden\""
                                        + " name=\"n\" value=\"v\"><button class=\"action\">Continue</button></form>"
                                        + "<script nonce=\"bm9uY2U=\">document.forms[0].submit()</script>"),
                page.html());
    }

    @ParameterizedTest
    @ValueSource(strings = {"</form><script>alert(1)</script>", "\" onfocus=\"alert(1)", "' autofocus='", "&quot;>"})
    void whatSuchAFormHoldsStaysText(String hostile) {
        String html = new Page("t", List.of(), List.of(submitted("https://id.example.com/end", hostile))).html();

        assertFalse(html.contains(hostile), html);
        assertEquals(1, count(html, "<script"));
        assertEquals(1, count(html, "</form>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "/oidc/logout", "data:text/html,x"})
    void suchAFormIsSentToHttpUrlsOnly(String target) {
        assertThrows(IllegalArgumentException.class, () -> submitted(target, "v"));
    }

    private static Page.Action submitted(String target, String value) {
        return new Page.Action.SubmittedForm(
                URI.create(target), Map.of("n", value), "Continue", List.of("'self'", "https:"), "bm9uY2U=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "x", ""
            })
    void aLinkRunsNoScript(String href) {
        assertThrows(IllegalArgumentException.class, () -> new Page.Action.Link(href, "label"));
    }

    @Test
    void thePolicyAllowsExactlyTheStyleOfThePage() throws Exception {
        Page page = page(LINK);
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page.html());
        assertTrue(style.find());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        assertTrue(
                policy(page).contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
        assertFalse(policy(page).contains("unsafe"));
        assertTrue(policy(page).contains("default-src 'none'"));
        assertTrue(policy(page).contains("frame-ancestors 'none'"));
        assertFalse(page.html().contains("style="), "the policy would block it");
    }

    @Test
    void formsLeadOnlyWhereThePageHasToLead() {
        assertTrue(policy(page()).contains("form-action 'none'"));
        assertTrue(policy(page(LINK)).contains("form-action 'none'"));
        assertTrue(policy(page(LINK, POST)).contains("form-action 'self'"));
        assertFalse(policy(page(POST, AWAY)).contains("form-action"), "a redirect to the provider would be blocked");
    }

    @Test
    void aFormIsSentWithItsOrigin() {
        assertEquals("same-origin", page(AWAY).headers().get("Referrer-Policy"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"</li><script>alert(1)</script>", "\" onfocus=\"alert(1)", "' autofocus='", "&lt;b&gt;"})
    void whatAListHoldsStaysText(String hostile) {
        String html = listing(hostile).html();

        assertFalse(html.contains(hostile), html);
        assertEquals(0, count(html, "<script"));
        assertEquals(1, count(html, "</li>"));
    }

    @Test
    void aListHasAStyleOfItsOwnAndItsFormsCount() throws Exception {
        Page page = listing("x");
        Matcher style = Pattern.compile("<style>(.*)</style>", Pattern.DOTALL).matcher(page.html());
        assertTrue(style.find());
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

        assertTrue(policy(page).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
        assertTrue(policy(page).endsWith("; form-action 'self'"), policy(page));
        assertFalse(policy(page).equals(policy(page(POST))));
    }

    private static Page listing(String text) {
        EntryList.Entry entry = new EntryList.Entry(
                text,
                text,
                List.of(new EntryList.Fact(text, text)),
                Optional.of(new Page.Action.Post("/end", Map.of(text, text), text, text)));
        return new Page("title", List.of("text"), new EntryList(text, List.of(entry)), List.of(LINK));
    }

    @Test
    void isNotStored() {
        assertEquals("no-store", page().headers().get("Cache-Control"));
    }

    private static Page page(Page.Action... actions) {
        return new Page("title", List.of("text"), List.of(actions));
    }

    private static String policy(Page page) {
        return page.headers().getOrDefault("Content-Security-Policy", "");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
