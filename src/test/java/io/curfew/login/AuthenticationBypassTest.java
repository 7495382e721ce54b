package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Demands;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.TrustedIps;
import io.curfew.ground.DemandsOf;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.page.RequestKind;
import io.curfew.routing.LogoutTrigger;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attack: a request without a session that is let through for what it says of itself. */
class AuthenticationBypassTest {
    private static final EmbeddedStore STORE = EmbeddedStore.local();

    private final Route orders = new RouteBuilder()
            .path("/orders")
            .anonymousPaths("/public")
            .queryArg("bye")
            .build();
    private final Gate gate = gate(List.of(orders));

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void anAnonymousPathIsOpen() {
        assertInstanceOf(GateVerdict.ForwardAnonymously.class, decide("/orders/public/a", null, Map.of()));
    }

    /** Rules that are held against the whole URL, or against another path than the one forwarded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/orders/private?/orders/public",
                "/orders/private?x=/public/",
                "/orders/private%3f/orders/public",
                "/orders/private%23/public",
                "/orders/private#/public",
                "/orders/private;/public",
                "/orders/public/../private",
                "/orders/public/%2e%2e/private",
                "/orders/public/..%2fprivate",
                "/orders/public%2f..%2fprivate",
                "/orders/public/..;/private",
                "/orders/public%5c..%5cprivate",
                "/orders//public/../private",
                "/orders/private/public",
                "/orders/publicity",
                "/orders/PUBLIC/a",
                "/orders/public%00/a",
                "/orders/public%20/a"
            })
    void noSpellingMakesAPathAnonymous(String target) {
        int mark = target.indexOf('?');
        GateVerdict verdict = mark < 0
                ? decide(target, null, Map.of())
                : decide(target.substring(0, mark), target.substring(mark + 1), Map.of());
        assertTrue(verdict instanceof GateVerdict.Unauthorized || verdict instanceof GateVerdict.Refused, target);
    }

    /** Health checks, proxies in front that are none, tokens and what other gateways believe. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User-Agent|GoogleHC/1.0",
                "User-Agent|kube-probe/1.30",
                "User-Agent|ELB-HealthChecker/2.0",
                "X-Forwarded-Uri|/orders/public/a",
                "X-Original-URL|/orders/public/a",
                "X-Original-URI|/orders/public/a",
                "X-Rewrite-URL|/orders/public/a",
                "X-Forwarded-Prefix|/orders/public",
                "X-HTTP-Method-Override|OPTIONS",
                "X-Forwarded-Method|OPTIONS",
                "X-Forwarded-For|127.0.0.1",
                "X-Real-IP|127.0.0.1",
                "Forwarded|for=127.0.0.1",
                "X-Forwarded-User|alice",
                "X-Forwarded-Email|alice@example.com",
                "Authorization|Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.",
                "Authorization|Basic YWxpY2U6YWxpY2U=",
                "Proxy-Authorization|Basic YWxpY2U6YWxpY2U=",
                "X-Internal|true"
            })
    void noFieldOpensTheGate(String name, String value) {
        assertInstanceOf(GateVerdict.Unauthorized.class, decide("/orders/a", null, Map.of(name, value)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token=eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.",
                "token=x",
                "id_token=x",
                "code=x&state=y",
                "jwt=x"
            })
    void noTokenInTheQueryOpensTheGate(String query) {
        assertInstanceOf(GateVerdict.Unauthorized.class, decide("/orders/a", query, Map.of()));
    }

    /** An address of which one reader sees the first domain and another one the last. */
    @ParameterizedTest
    @CsvSource({
        "alice@example.com, true",
        "alice@example.com@evil.example, false",
        "alice@evil.example@example.com, false",
        "alice@example.com.evil.example, false",
        "evil@alice@example.com, false",
        "Alice@example.com, false"
    })
    void anAddressOfTwoDomainsIsItselfAlone(String email, boolean met) {
        KnownClaims claims = KnownClaims.of(Map.of("sub", "alice", "email", email));
        Demands demands = DemandsOf.required("groups_required", "email", "alice@example.com");
        Map<String, String> kept = new HashMap<>();
        new DemandCheck(claims).decide(demands, kept);
        assertEquals(met, DemandCheck.of(demands, kept) instanceof DemandCheck.Verdict.Met);
    }

    private GateVerdict decide(String path, @Nullable String query, Map<String, String> fields) {
        GateVerdict verdict = gate.decide(new Asking(path, query, fields));
        assertFalse(verdict instanceof GateVerdict.Forward);
        return verdict;
    }

    private static Gate gate(List<Route> routes) {
        SecureRandom random = new SecureRandom();
        Sessions sessions = new Sessions(
                STORE.caches(),
                new Seal(List.of(new Secret("a secret of the tests")), random),
                new SettableClock(),
                random,
                Duration.ofDays(1));
        return new Gate(
                new RouteTable(new PublicUrl(URI.create("https://apps.example.com")), routes),
                new BrowserSessions(sessions),
                new Presentation(TrustedIps.NOBODY),
                NoTokens.GATE,
                "");
    }

    private record Asking(String rawPath, @Nullable String rawQuery, Map<String, String> headers)
            implements GateRequest {
        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String host() {
            return "apps.example.com";
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> fields(String name) {
            return headers.entrySet().stream()
                    .filter(field -> field.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .toList();
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
        public RequestKind kind() {
            return RequestKind.CALL;
        }

        @Override
        public boolean isPreflight() {
            return false;
        }

        @Override
        public boolean signsOut(RouteMatch match) {
            return LogoutTrigger.signsOut(match, method(), rawQuery);
        }
    }
}
