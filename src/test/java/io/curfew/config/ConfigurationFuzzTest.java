package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.fuzz.Input;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/** Configurations: each is understood, or every fault is told in a sentence that has no secret in it. */
class ConfigurationFuzzTest {
    /** Not read here: what asks the network or the disk. */
    private static final Pattern OUTSIDE = Pattern.compile("(?i).*(cluster|remote|_file|tls|store).*");

    /** Secrets begin with it; the fuzzer learns it and writes it elsewhere, which says nothing. */
    private static final String MARK = "Zq7-never-shown-";

    /** Lines of a properties file; they replace those of a valid configuration. */
    @FuzzTest(maxDuration = "5m")
    void properties(byte[] bytes) throws IOException {
        String text = Input.ofText(bytes, 1).part(0);
        Map<String, String> values = new HashMap<>(valid());
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException notProperties) {
            return;
        }
        for (String name : properties.stringPropertyNames()) {
            if (!OUTSIDE.matcher(name).matches() && !(name + properties.getProperty(name)).contains(MARK)) {
                String value = properties.getProperty(name);
                boolean hidden = name.toLowerCase(Locale.ROOT).contains("secret") && !value.isBlank();
                values.put(name, hidden ? MARK + value : value);
            }
        }
        check(values);
    }

    /** The name of a parameter, or a word that stands for one, and a value for it. */
    @FuzzTest(maxDuration = "5m")
    void value(byte[] bytes) {
        Input input = Input.ofText(bytes, 2);
        List<Parameter<?>> all = Parameters.all();
        Parameter<?> parameter = Parameters.named(input.part(0))
                .orElseGet(() -> all.get(Math.floorMod(input.part(0).hashCode(), all.size())));
        if (OUTSIDE.matcher(parameter.name()).matches() || input.part(1).contains(MARK)) {
            return;
        }
        boolean hidden = parameter.form().secret() && !input.part(1).isBlank();
        String route = parameter.scope() == Parameter.Scope.GLOBAL ? null : "orders";
        Map<String, String> values = new HashMap<>(valid());
        values.put(Slot.key(route, parameter.name()), hidden ? MARK + input.part(1) : input.part(1));
        check(values);
    }

    private static Map<String, String> valid() {
        return Map.of(
                "curfew.public_url", "https://apps.example.com",
                "curfew.issuer", "https://id.example.com/realms/work",
                "curfew.client_id", "gateway",
                "curfew.client_secret", MARK + "client",
                "curfew.session_secret", MARK + "0123456789abcdef0123456789abcdef",
                "curfew.route.orders.path", "/orders",
                "curfew.route.orders.upstream", "http://orders.internal:8080");
    }

    private static void check(Map<String, String> values) {
        try {
            Settings settings = ConfigReader.read(RawValues.of(values), "");
            assertTrue(!settings.routes().isEmpty());
            assertFalse(settings.toString().contains(MARK));
            settings.notices().forEach(ConfigurationFuzzTest::assertIsASentence);
            settings.routes().forEach(ConfigurationFuzzTest::assertIsSound);
        } catch (ConfigFaultsException found) {
            assertFalse(found.faults().isEmpty());
            for (ConfigFault fault : found.faults()) {
                assertIsASentence(fault.key());
                assertIsASentence(fault.sentence());
                assertTrue(fault.sentence().matches("(?s).*[.?!:]"), fault.sentence());
            }
        }
    }

    private static void assertIsASentence(String text) {
        assertFalse(text.isBlank());
        assertFalse(text.contains(MARK), "a secret is shown");
        assertTrue(text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029), text);
        assertTrue(text.length() < 2000, () -> "no more of a value is shown than a line holds: " + text.length());
    }

    private static void assertIsSound(Route route) {
        for (String path : route.paths()) {
            assertTrue(path.isEmpty() || path.matches("(/[A-Za-z0-9._~-]+)+"), path);
            assertFalse(path.matches("/(oidc|health|metrics)(/.*)?"), path);
        }
        for (URI upstream : route.upstream().servers().uris()) {
            assertTrue(upstream.toString().matches("https?://[^/?#@\\s]+(/[^?#\\s]*)?"), upstream.toString());
        }
        for (URI redirect : route.logout().leaving().redirectUris()) {
            assertTrue(redirect.toString().matches("(?si)https?://.*|/(?![/\\\\]).*"), redirect.toString());
            assertTrue(redirect.getRawUserInfo() == null);
        }
    }
}
