package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.curfew.config.Binding;
import io.curfew.config.CookieAttributes;
import io.curfew.config.IpAddress;
import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionHeaders;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.config.TrustedIps;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.RequestKind;
import io.curfew.routing.RouteMatch;
import io.curfew.session.SignInPlace;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of a request its session is bound to. */
class PresentationTest {
    private static final String PROXY = "10.0.0.7";

    private final Presentation presentation = new Presentation(new TrustedIps(List.of(
            new TrustedIps.Range(Objects.requireNonNull(IpAddress.of(PROXY))),
            new TrustedIps.Range(Objects.requireNonNull(IpAddress.of("10.0.0.8"))))));

    @Test
    void nothingIsReadWhereNothingIsBound() {
        assertNull(presentation.of(new Asked("192.0.2.1"), route()).bound());
    }

    @Test
    void anAddressIsOneHoweverItIsWritten() {
        String bound = bound(new Asked("192.0.2.1"), Binding.IP);
        assertNotNull(bound);
        assertEquals(bound, bound(new Asked("::ffff:192.0.2.1"), Binding.IP));
        assertNotEquals(bound, bound(new Asked("192.0.2.2"), Binding.IP));
        assertEquals(bound, bound(new Asked("192.0.2.1").with("User-Agent", "other"), Binding.IP));
    }

    @Test
    void onlyATrustedProxyIsBelieved() {
        String client = bound(new Asked("192.0.2.1"), Binding.IP);
        assertEquals(client, bound(new Asked(PROXY).with("X-Forwarded-For", "192.0.2.1"), Binding.IP));
        assertEquals(client, bound(new Asked(PROXY).with("X-Forwarded-For", "evil, 192.0.2.1, 10.0.0.8"), Binding.IP));
        assertEquals(client, bound(new Asked(PROXY).with("X-Forwarded-For", "198.51.100.1, 192.0.2.1"), Binding.IP));
        assertEquals(client, bound(new Asked(PROXY).with("Forwarded", "for=192.0.2.1"), Binding.IP));
        assertNotEquals(client, bound(new Asked("192.0.2.9").with("X-Forwarded-For", "192.0.2.1"), Binding.IP));
        assertNotEquals(client, bound(new Asked(PROXY), Binding.IP));
    }

    @Test
    void theSchemeIsTheConnectionsOrWhatATrustedProxySays() {
        String http = bound(new Asked("192.0.2.1"), Binding.SCHEME);
        String https = bound(new Asked(PROXY).with("X-Forwarded-Proto", "https"), Binding.SCHEME);
        assertNotEquals(http, https);
        assertEquals(http, bound(new Asked("192.0.2.1").with("X-Forwarded-Proto", "https"), Binding.SCHEME));
        assertEquals(http, bound(new Asked(PROXY).with("X-Forwarded-Proto", "javascript"), Binding.SCHEME));
    }

    @Test
    void allThatIsAskedForCounts() {
        Asked asked = new Asked("192.0.2.1").with("User-Agent", "firefox");
        String both = bound(asked, Binding.IP, Binding.USER_AGENT);
        assertNotEquals(both, bound(asked, Binding.IP));
        assertNotEquals(both, bound(asked.with("User-Agent", "chrome"), Binding.IP, Binding.USER_AGENT));
        assertEquals(both, bound(new Asked("192.0.2.1").with("User-Agent", "firefox"), Binding.USER_AGENT, Binding.IP));
    }

    @Test
    void aLoginIsRememberedByItsBrowserAndTheAddressThatATrustedProxyTells() {
        Asked asked = new Asked(PROXY).with("User-Agent", "firefox").with("X-Forwarded-For", "evil, 192.0.2.1");
        assertEquals(new SignInPlace("firefox", "192.0.2.1"), place(asked));
        assertEquals(SignInPlace.UNKNOWN, presentation.of(asked, route()).place(), "no login");
        assertEquals(
                new SignInPlace(null, "192.0.2.9"), place(new Asked("192.0.2.9").with("X-Forwarded-For", "10.1.1.1")));
        assertEquals(
                bound(asked, Binding.IP),
                presentation.atLogin(asked, route(Binding.IP)).bound());
    }

    private SignInPlace place(Asked asked) {
        return presentation.atLogin(asked, route()).place();
    }

    private @Nullable String bound(Asked asked, Binding... bind) {
        return presentation.of(asked, route(bind)).bound();
    }

    private static Route route(Binding... bind) {
        return new RouteBuilder()
                .rules(new SessionRules(
                        Duration.ZERO,
                        (@Nullable RememberSettings) null,
                        CookieAttributes.ofHost(true),
                        SessionRules.DEFAULT_AUDIENCE,
                        Set.of(bind),
                        SessionHeaders.NONE,
                        SessionLimit.NONE))
                .build();
    }

    private record Asked(String remoteAddress, Map<String, String> headers) implements GateRequest {
        Asked(String remoteAddress) {
            this(remoteAddress, Map.of());
        }

        Asked with(String name, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(name, value);
            return new Asked(remoteAddress, more);
        }

        @Override
        public List<String> fields(String name) {
            String value = headers.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public String scheme() {
            return "http";
        }

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
            return "/orders";
        }

        @Override
        public @Nullable String rawQuery() {
            return null;
        }

        @Override
        public Optional<String> cookie(String name) {
            return Optional.empty();
        }

        @Override
        public List<String> cookieNames() {
            return List.of();
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
