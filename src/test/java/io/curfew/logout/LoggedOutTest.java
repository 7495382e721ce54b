package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import io.curfew.logout.LogoutState.ProviderPart;
import io.curfew.page.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LoggedOutTest {
    private static final String BYE = "https://www.example.com/bye";
    private static final String COOKIE = "__Host-curfew-logout";

    private final World world = new World();

    @Test
    void goesWhereTheConfigurationWants() {
        Answer answer = back(state(1, Revocation.REVOKED, ProviderPart.ASKED, BYE));

        assertEquals(303, answer.status());
        assertEquals(List.of(BYE), answer.header("Location"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
          0 | NOT_ASKED   | ASKED       | You had no open session here any more.
          1 | NOT_ASKED   | ASKED       | Your session here has ended.
          3 | NOT_ASKED   | ASKED       | Your 3 sessions here have ended.
          1 | REVOKED     | ASKED       | has been revoked.
          1 | FAILED      | ASKED       | could not be revoked
          1 | NOT_ASKED   | ASKED       | You were sent to your identity provider
          1 | NOT_ASKED   | NOT_OFFERED | offers no sign-out: you may still be signed in there
          1 | NOT_ASKED   | UNREACHABLE | could not be reached: you may still be signed in there
          1 | NOT_ASKED   | NOT_ASKED   | You are still signed in at your identity provider
        """)
    void saysWhatHappened(int ended, Revocation revocation, ProviderPart provider, String sentence) {
        Answer answer = back(state(ended, revocation, provider, null));

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains(sentence), answer.body());
        assertTrue(answer.body().contains("You are signed out"));
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_ASKED", "NOT_OFFERED"})
    void saysNothingOfRevocationWhereThereWasNone(Revocation revocation) {
        assertFalse(back(state(1, revocation, ProviderPart.ASKED, null)).body().contains("revoked"));
    }

    @Test
    void whoMayStillBeSignedInElsewhereReadsThatFirst() {
        Answer answer = back(state(1, Revocation.NOT_ASKED, ProviderPart.UNREACHABLE, BYE));

        assertEquals(200, answer.status());
        assertTrue(answer.body().contains("href=\"" + BYE + "\""));
    }

    @Test
    void withoutAStateItClaimsNothingAndGoesNowhere() {
        LogoutStates.Issued issued = issue();

        assertNeutral(answer(null, cookie(COOKIE, issued.cookie().value())));
        assertNeutral(answer("", cookie(COOKIE, issued.cookie().value())));
    }

    @Test
    void aForgedStateIsNone() {
        LogoutStates.Issued issued = issue();

        assertNeutral(
                answer(issued.state() + "x", cookie(COOKIE, issued.cookie().value())));
        assertNeutral(answer(
                "https://evil.example.com/", cookie(COOKIE, issued.cookie().value())));
        assertGood(answer(issued.state(), cookie(COOKIE, issued.cookie().value())));
    }

    @Test
    void theStateOfAnotherBrowserIsNone() {
        LogoutStates.Issued issued = issue();
        LogoutStates.Issued other = issue();

        assertNeutral(answer(issued.state()));
        assertNeutral(answer(issued.state(), cookie(COOKIE, other.cookie().value())));
        assertNeutral(answer(issued.state(), cookie(COOKIE, "")));
        assertNeutral(
                answer(issued.state(), cookie("curfew-logout", issued.cookie().value())));
        assertGood(answer(issued.state(), cookie(COOKIE, issued.cookie().value())));
    }

    @Test
    void aPlantedSecondCookieDoesNoHarm() {
        LogoutStates.Issued issued = issue();

        assertGood(answer(
                issued.state(),
                cookie(COOKIE, "planted"),
                cookie(COOKIE, issued.cookie().value())));
    }

    @Test
    void aStateIsGoodForTenMinutes() {
        LogoutStates.Issued issued = issue();
        BrowserCookie cookie = cookie(COOKIE, issued.cookie().value());

        world.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertGood(answer(issued.state(), cookie));
        world.clock.advance(Duration.ofSeconds(1));
        assertNeutral(answer(issued.state(), cookie));
    }

    @Test
    void aTextSealedForSomethingElseIsNone() {
        String text = state(1, Revocation.REVOKED, ProviderPart.ASKED, BYE).text();

        assertNeutral(answer(world.sealing.seal("login-state", "browser", text), cookie(COOKIE, "browser")));
        assertGood(answer(world.sealing.seal("logout-state", "browser", text), cookie(COOKIE, "browser")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "1",
                "2/1763812800/1/REVOKED/ASKED/",
                "1/x/1/REVOKED/ASKED/",
                "1/9223372036854775807/1/REVOKED/ASKED/",
                "1/1763812800/x/REVOKED/ASKED/",
                "1/1763812800/1/GONE/ASKED/",
                "1/1763812800/1/REVOKED/GONE/",
                "1/1763812800/1/REVOKED/ASKED/not a uri",
                "1/1763812800/1/REVOKED/ASKED//more",
                "1/1763812800/1/REVOKED/ASKED//cookies",
                "2/1763812800/1/REVOKED/ASKED//more",
                "3/1763812800/1/REVOKED/ASKED//cookies"
            })
    void aFormatOfAnotherVersionIsNone(String slashed) {
        String text = slashed.replace('/', '\n');

        assertNeutral(answer(world.sealing.seal("logout-state", "browser", text), cookie(COOKIE, "browser")));
    }

    @Test
    void theCookieIsSetForThisBrowserAndTakenBack() {
        String set = issue().cookie().header();

        assertTrue(set.matches(
                "__Host-curfew-logout=[A-Za-z0-9_-]{22}; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax"));
        assertEquals(
                List.of("__Host-curfew-logout=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"),
                answer(null).header("Set-Cookie"));
    }

    @Test
    void overHttpTheCookieHasNoPrefix() {
        world.publicUrl = new PublicUrl(URI.create("http://localhost:9080"));

        assertTrue(issue().cookie()
                .header()
                .matches("curfew-logout=[A-Za-z0-9_-]{22}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"));
    }

    @Test
    void cookiesAreForgottenWhenTheBrowserIsBackAndBySignOutsThatAskForIt() {
        LogoutState plain = state(1, Revocation.REVOKED, ProviderPart.ASKED, BYE);
        LogoutState clearing = new LogoutState(
                plain.issued(), 1, plain.revocation(), plain.provider(), plain.redirectUri(), true, null);

        assertEquals(List.of(), back(plain).header("Clear-Site-Data"));
        assertEquals(List.of("\"cookies\""), back(clearing).header("Clear-Site-Data"));
        assertEquals(List.of(BYE), back(clearing).header("Location"));
        assertEquals(List.of(), answer(null).header("Clear-Site-Data"));
    }

    @Test
    void whatOldNodesCanReadIsWrittenForThem() {
        LogoutState plain = state(1, Revocation.REVOKED, ProviderPart.ASKED, BYE);

        assertTrue(plain.text().startsWith("1\n"), plain.text());
        assertEquals(Optional.of(plain), LogoutState.parse(plain.text()));
        LogoutState clearing = new LogoutState(
                plain.issued(), 1, plain.revocation(), plain.provider(), plain.redirectUri(), true, null);
        assertEquals(Optional.of(clearing), LogoutState.parse(clearing.text()));
        for (boolean clear : new boolean[] {true, false}) {
            LogoutState named = new LogoutState(
                    plain.issued(), 1, plain.revocation(), plain.provider(), plain.redirectUri(), clear, "receipt");
            assertEquals(Optional.of(named), LogoutState.parse(named.text()));
        }
    }

    private LogoutState state(int ended, Revocation revocation, ProviderPart provider, @Nullable String redirect) {
        return new LogoutState(
                world.clock.instant(), ended, revocation, provider, redirect == null ? null : URI.create(redirect));
    }

    private LogoutStates.Issued issue() {
        return world.states().issue(state(1, Revocation.NOT_ASKED, ProviderPart.ASKED, BYE));
    }

    private Answer back(LogoutState state) {
        LogoutStates.Issued issued = world.states().issue(state);
        return answer(issued.state(), cookie(COOKIE, issued.cookie().value()));
    }

    private Answer answer(@Nullable String state, BrowserCookie... cookies) {
        return new LoggedOut(world.states(), world.publicUrl).answer(state, List.of(cookies));
    }

    private static BrowserCookie cookie(String name, String value) {
        return new BrowserCookie(name, value);
    }

    private static void assertGood(Answer answer) {
        assertEquals(List.of(BYE), answer.header("Location"));
    }

    private static void assertNeutral(Answer answer) {
        assertEquals(200, answer.status());
        assertEquals(List.of(), answer.header("Location"));
        assertFalse(answer.body().contains("You are signed out"), answer.body());
        assertFalse(answer.body().contains("evil"), answer.body());
        assertTrue(answer.body().contains("href=\"/gate/oidc/logout\""));
        assertEquals(List.of("no-store"), answer.header("Cache-Control"));
    }
}
