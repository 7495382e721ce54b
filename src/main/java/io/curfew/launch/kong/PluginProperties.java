package io.curfew.launch.kong;

import io.curfew.launch.kong.Carried.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a plugin's configuration becomes: parameters of a route under the same names, and lines of the report. */
final class PluginProperties {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final Set<String> AUTH_METHODS =
            Set.of("client_auth", "token_endpoint_auth_method", "revocation_endpoint_auth_method");
    private static final List<String> BY_SECRET = List.of("client_secret_basic", "client_secret_post", "none");
    private static final String TOKEN_HEADER = "upstream_access_token_header";

    private static final Set<String> CLAIM_HEADERS = Set.of("upstream_headers", "downstream_headers");

    /** Told by {@link GatewayProperties}. */
    private static final Set<String> FOR_ALL = Set.of("session_secret");

    private final OidcPlugin plugin;
    private final Report report;
    private final Credentials credentials;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private PluginProperties(OidcPlugin plugin, Report report) {
        this.plugin = plugin;
        this.report = report;
        this.credentials = new Credentials(plugin, report);
    }

    /** The parameters of each of its routes. */
    static Map<String, String> of(OidcPlugin plugin, Report report) {
        PluginProperties made = new PluginProperties(plugin, report);
        Carried.ALL.forEach(made::carry);
        made.claimHeaders("upstream_headers");
        made.claimHeaders("downstream_headers");
        new Access(plugin, report).finish(made.properties);
        made.credentials.finish(made.properties);
        made.defaults();
        made.rest();
        return made.properties;
    }

    /** What no parameter of Kong's is known by. */
    static List<String> unknown(OidcPlugin plugin) {
        return plugin.config().names().stream()
                .filter(name -> !Carried.ALL.containsKey(name) && !NotOffered.BY_NAME.containsKey(name))
                .filter(name -> !FOR_ALL.contains(name))
                .sorted()
                .toList();
    }

    private void carry(String name, Carried carried) {
        value(name, carried.kind())
                .flatMap(value -> fitting(name, value))
                .filter(value -> !value.equals(carried.sameDefault()))
                .ifPresent(value -> properties.put(name, value));
    }

    private Optional<String> value(String name, Kind kind) {
        List<String> parts = kind == Kind.CLAIMS
                ? plugin.config().paths(name).stream()
                        .map(path -> String.join(".", path))
                        .toList()
                : plugin.config().texts(name);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        if (parts.stream().anyMatch(Texts::isReference)) {
            note(name, "left out: the value is a reference to a vault or an environment; set it yourself");
            return Optional.empty();
        }
        if (parts.stream().anyMatch(Texts::isPadded)) {
            note(name, "left out: a value with a space at an end would be read without it; set it yourself");
            return Optional.empty();
        }
        if (kind == Kind.LIST || kind == Kind.CLAIMS) {
            return list(name, parts);
        }
        if (parts.size() > 1) {
            note(name, "the first of " + parts.size() + " is taken, as a route has one");
        }
        return Optional.of(kind == Kind.FLAG ? Texts.flag(parts.get(0)) : parts.get(0));
    }

    private Optional<String> list(String name, List<String> parts) {
        if (parts.stream().anyMatch(part -> part.isBlank() || part.indexOf(',') >= 0 || Texts.isReference(part))) {
            note(name, "left out: a value that is empty, a reference or has a comma cannot stand in a list");
            return Optional.empty();
        }
        String joined = String.join(",", parts);
        return Optional.of(name.equals("scopes") ? joined.replaceAll("\\s+", ",") : joined);
    }

    /** The value in the form that Curfew takes, or empty when there is none. */
    private Optional<String> fitting(String name, String value) {
        if (name.equals("issuer") && value.endsWith(DISCOVERY)) {
            note(
                    name,
                    "the URL of the discovery document was shortened; it must be the issuer letter by letter, perhaps"
                            + " with a / at its end");
            return Optional.of(value.substring(0, value.length() - DISCOVERY.length()));
        }
        if (AUTH_METHODS.contains(name) && !BY_SECRET.contains(value)) {
            note(name, "left out: " + value + " is not offered, only " + String.join(", ", BY_SECRET));
            return Optional.empty();
        }
        if (name.equals("logout_uri_suffix") && !value.startsWith("/")) {
            note(name, "made to start with /, so it is a whole segment of the path");
            return Optional.of("/" + value);
        }
        if (name.equals("session_absolute_timeout") && value.equals("0")) {
            note(name, "left out: every session has an end, by default 86400 seconds after the login");
            return Optional.empty();
        }
        if (name.equals("login_action") && value.equals("response")) {
            note(name, "left out: with response the browser would be given tokens");
            return Optional.empty();
        }
        if (name.equals("session_remember_absolute_timeout") && value.equals("0")) {
            note(
                    name,
                    "left out: every session has an end, by default 2592000 seconds after the login when remembered");
            return Optional.empty();
        }
        if (name.equals(Credentials.METHODS)) {
            return credentials.methods(value);
        }
        if (name.equals(Credentials.PLACES)) {
            return credentials.places(value);
        }
        if (name.equals("scopes") && !List.of(value.split(",", -1)).contains("openid")) {
            note(name, "openid was added, without which there is no ID token");
            return Optional.of("openid," + value);
        }
        return Optional.of(value);
    }

    /** The newer way to write the same: each header with the path of its claim. */
    private void claimHeaders(String name) {
        List<Section> headers = plugin.config().sections(name);
        if (headers.isEmpty() || properties.containsKey(name + "_claims")) {
            return;
        }
        Optional<String> claims = list(
                name,
                headers.stream()
                        .map(header -> String.join(".", header.texts("path")))
                        .toList());
        Optional<String> names = list(
                name,
                headers.stream().map(header -> header.text("header").orElse("")).toList());
        if (claims.isPresent() && names.isPresent()) {
            properties.put(name + "_claims", claims.get());
            properties.put(name + "_names", names.get());
        }
    }

    /** Where Kong's default is another than ours, and somebody may count on it. */
    private void defaults() {
        if (!plugin.config().mentions(TOKEN_HEADER)) {
            properties.put(TOKEN_HEADER, "authorization:bearer");
            note(
                    TOKEN_HEADER,
                    "Kong's default was written out; remove it where the application does not need the token");
        }
        if (!plugin.config().mentions("ssl_verify")) {
            note("ssl_verify", "not set: Curfew verifies the provider's certificate, as Kong does since 3.14");
        } else if ("false".equals(properties.get("ssl_verify"))) {
            note("ssl_verify", "unwise: whoever is between gateway and provider can sign in as anybody");
        }
        if (!plugin.config().mentions("leeway")) {
            note("leeway", "not set: Curfew's default is 30 seconds, Kong's is 0");
        }
    }

    private void rest() {
        NotOffered.BY_NAME.values().stream()
                .filter(parameter -> parameter.isLostFrom(plugin.config()))
                .filter(parameter -> !CLAIM_HEADERS.contains(parameter.name()))
                .forEach(parameter -> note(parameter.name(), parameter.why().replace("`", "")));
        unknown(plugin).forEach(name -> note(name, "not known to be a parameter of the plugin"));
    }

    private void note(String name, String sentence) {
        report.add(plugin.place(), name, sentence);
    }
}
