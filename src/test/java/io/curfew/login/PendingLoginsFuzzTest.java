package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.fuzz.Input;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.page.RequestKind;
import io.curfew.page.SetCookie;
import io.curfew.routing.RouteMatch;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.Logins;
import io.curfew.session.PendingLogin;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A login that comes back with another state or another cookie than it went out with is nobody's. */
class PendingLoginsFuzzTest {
    private static final PublicUrl AT = new PublicUrl(URI.create("https://apps.example.com"));
    private static final EmbeddedStore STORE = EmbeddedStore.local();
    private static final Route ROUTE = new RouteBuilder().build();
    private static final String STATE = "state-of-this-very-login";

    private final PendingLogins logins =
            new PendingLogins(new Logins(STORE.caches()), new SecureRandom(), new SettableClock(), AT);
    private final SetCookie cookie = logins.remember(
            "https://id.example.com/auth?state=" + STATE, AT, ROUTE, ReturnTarget.home("", "/orders"), Map.of());

    @AfterAll
    static void close() {
        STORE.close();
    }

    /** The {@code state} of a callback, the name of a cookie and its value. */
    @FuzzTest(maxDuration = "5m")
    void callback(byte[] bytes) {
        Input input = Input.ofRequest(bytes, 3);
        String state = input.part(0);
        Asking crafted = new Asking(List.of(Map.entry(input.part(1), input.part(2))));
        assertEquals(Optional.empty(), logins.find(state, AT, crafted));
        assertEquals(Optional.empty(), logins.take(state, AT, crafted));
        assertEquals(Optional.empty(), logins.find(STATE, AT, crafted));
        Asking own = new Asking(List.of(Map.entry(cookie.name(), cookie.value())));
        assertEquals(state.equals(STATE), logins.find(state, AT, own).isPresent());
        assertTrue(logins.cleared(state).header().startsWith("__Host-curfew-login-"));

        List<SetCookie> cleared = logins.clearedLeftovers(new Asking(IntStream.range(0, 12)
                .mapToObj(i -> Map.entry("__Host-curfew-login-" + i, input.part(2)))
                .toList()));
        assertEquals(12, cleared.size());
    }

    /** The control. */
    @Test
    void theRightStateAndCookieAreFound() {
        Asking own = new Asking(List.of(Map.entry(cookie.name(), cookie.value())));
        assertTrue(logins.find(STATE, AT, own).isPresent());
    }

    @Test
    void theProofKeyIsOfTheBrowserThatStartedAndOfLoginsThatAreBound() {
        Map<String, String> scratchPad = new HashMap<>();
        PendingLogins.bind(scratchPad);
        SetCookie bound = logins.remember(
                "https://id.example.com/auth?state=bound", AT, ROUTE, ReturnTarget.home("", "/orders"), scratchPad);
        Asking own =
                new Asking(List.of(Map.entry(bound.name(), bound.value()), Map.entry(cookie.name(), cookie.value())));
        PendingLogin login = logins.find("bound", AT, own).orElseThrow();
        assertEquals(Optional.of(PendingLogins.proofKey(bound)), logins.proofKey(login, "bound", own));
        assertEquals(Optional.empty(), logins.proofKey(login, "bound", new Asking(List.of())));
        String verifier = PendingLogins.proofKey(bound).verifier();
        assertFalse(login.attributes().containsValue(verifier), "the store knows it");
        PendingLogin ofBefore = logins.find(STATE, AT, own).orElseThrow();
        assertEquals(
                Optional.empty(), logins.proofKey(ofBefore, STATE, own), "a provider refuses what it did not ask for");
    }

    private record Asking(List<Map.Entry<String, String>> cookies) implements GateRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String host() {
            return "apps.example.com";
        }

        @Override
        public String rawPath() {
            return "/oidc/callback";
        }

        @Override
        public @Nullable String rawQuery() {
            return null;
        }

        @Override
        public Optional<String> cookie(String name) {
            return cookies.stream()
                    .filter(one -> one.getKey().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        @Override
        public List<String> fields(String name) {
            return List.of();
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }

        @Override
        public String scheme() {
            return "https";
        }

        @Override
        public List<String> cookieNames() {
            return cookies.stream().map(Map.Entry::getKey).toList();
        }

        @Override
        public RequestKind kind() {
            return RequestKind.NAVIGATION;
        }

        @Override
        public boolean isPreflight() {
            return false;
        }

        @Override
        public boolean signsOut(RouteMatch match) {
            return false;
        }
    }
}
