package io.curfew.launch.kong;

import static io.curfew.launch.kong.PluginProperties.Kind.CLAIMS;
import static io.curfew.launch.kong.PluginProperties.Kind.FIRST;
import static io.curfew.launch.kong.PluginProperties.Kind.FLAG;
import static io.curfew.launch.kong.PluginProperties.Kind.LIST;
import static io.curfew.launch.kong.PluginProperties.Kind.TEXT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a plugin's configuration becomes: parameters of a route under the same names, and lines of the report. */
final class PluginProperties {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String TOKEN_HEADER = "upstream_access_token_header";

    /** How a value of Kong's is written as one of ours. */
    enum Kind {
        TEXT,
        FLAG,
        LIST,
        FIRST,
        CLAIMS
    }

    /** A dump of Kong's holds every default; the same defaults need not be written. */
    private record Carried(Kind kind, String sameDefault) {
        Carried(Kind kind) {
            this(kind, "");
        }
    }

    private static final Map<String, Carried> CARRIED = carried();

    /** Without a check that these made, somebody may get through who did not before. */
    private static final List<String> RESTRICTIONS = List.of(
            "scopes_required",
            "audience_required",
            "groups_required",
            "roles_required",
            "claims_forbidden",
            "domains",
            "consumer_claim",
            "consumer_claims");

    /** Told by {@link GatewayProperties}. */
    private static final Set<String> FOR_ALL = Set.of("session_secret");

    private final OidcPlugin plugin;
    private final Report report;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private PluginProperties(OidcPlugin plugin, Report report) {
        this.plugin = plugin;
        this.report = report;
    }

    /** The parameters of each of its routes. */
    static Map<String, String> of(OidcPlugin plugin, Report report) {
        PluginProperties made = new PluginProperties(plugin, report);
        CARRIED.forEach(made::carry);
        made.claimHeaders();
        made.defaults();
        made.rest();
        return made.properties;
    }

    /** What it demands of users beyond a login, none of which Curfew checks. */
    static List<String> restrictions(OidcPlugin plugin) {
        return RESTRICTIONS.stream().filter(plugin.config()::isSet).toList();
    }

    private static Map<String, Carried> carried() {
        Map<String, Carried> all = new LinkedHashMap<>();
        all.put("issuer", new Carried(TEXT));
        all.put("client_id", new Carried(FIRST));
        all.put("client_secret", new Carried(FIRST));
        all.put("scopes", new Carried(LIST, "openid"));
        all.put("leeway", new Carried(TEXT));
        all.put("timeout", new Carried(TEXT, "10000"));
        all.put("ssl_verify", new Carried(FLAG));
        all.put("end_session_endpoint", new Carried(TEXT));
        all.put("revocation_endpoint", new Carried(TEXT));
        all.put("session_cookie_name", new Carried(TEXT, "session"));
        all.put("session_idling_timeout", new Carried(TEXT, "900"));
        all.put("session_absolute_timeout", new Carried(TEXT, "86400"));
        all.putAll(ofSession());
        all.put("logout_uri_suffix", new Carried(TEXT));
        all.put("logout_methods", new Carried(LIST, "POST,DELETE"));
        all.put("logout_query_arg", new Carried(TEXT));
        all.put("logout_post_arg", new Carried(TEXT));
        all.put("logout_redirect_uri", new Carried(FIRST));
        all.put("logout_revoke", new Carried(FLAG, "false"));
        all.put("logout_revoke_access_token", new Carried(FLAG, "true"));
        all.put("logout_revoke_refresh_token", new Carried(FLAG, "true"));
        all.put("upstream_headers_claims", new Carried(CLAIMS));
        all.put("upstream_headers_names", new Carried(LIST));
        all.put(TOKEN_HEADER, new Carried(TEXT));
        all.put("upstream_id_token_header", new Carried(TEXT));
        all.put("run_on_preflight", new Carried(FLAG, "true"));
        return all;
    }

    private static Map<String, Carried> ofSession() {
        Map<String, Carried> all = new LinkedHashMap<>();
        all.put("session_rolling_timeout", new Carried(TEXT, "3600"));
        all.put("session_remember", new Carried(FLAG, "false"));
        all.put("session_remember_cookie_name", new Carried(TEXT, "remember"));
        all.put("session_remember_rolling_timeout", new Carried(TEXT, "604800"));
        all.put("session_remember_absolute_timeout", new Carried(TEXT, "2592000"));
        all.put("session_cookie_path", new Carried(TEXT, "/"));
        all.put("session_cookie_domain", new Carried(TEXT));
        all.put("session_cookie_same_site", new Carried(TEXT, "Lax"));
        all.put("session_cookie_http_only", new Carried(FLAG, "true"));
        all.put("session_cookie_secure", new Carried(FLAG));
        all.put("session_bind", new Carried(LIST));
        all.put("session_audience", new Carried(TEXT, "default"));
        all.put("session_request_headers", new Carried(LIST));
        all.put("session_response_headers", new Carried(LIST));
        return all;
    }

    private void carry(String name, Carried carried) {
        value(name, carried.kind())
                .flatMap(value -> fitting(name, value))
                .filter(value -> !value.equals(carried.sameDefault()))
                .ifPresent(value -> properties.put(name, value));
    }

    private Optional<String> value(String name, Kind kind) {
        List<String> parts = kind == CLAIMS
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
        if (kind == LIST || kind == CLAIMS) {
            return list(name, parts);
        }
        if (parts.size() > 1) {
            note(name, "the first of " + parts.size() + " is taken, as a route has one");
        }
        return Optional.of(kind == FLAG ? Texts.flag(parts.get(0)) : parts.get(0));
    }

    private Optional<String> list(String name, List<String> parts) {
        if (parts.stream().anyMatch(part -> part.isBlank() || part.indexOf(',') >= 0)) {
            note(name, "left out: a value that is empty or has a comma cannot stand in a list");
            return Optional.empty();
        }
        return Optional.of(String.join(",", parts));
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
        if (name.equals("logout_uri_suffix") && !value.startsWith("/")) {
            note(name, "made to start with /, so it is a whole segment of the path");
            return Optional.of("/" + value);
        }
        if (name.equals("session_absolute_timeout") && value.equals("0")) {
            note(name, "left out: every session has an end, by default 86400 seconds after the login");
            return Optional.empty();
        }
        if (name.equals("session_remember_absolute_timeout") && value.equals("0")) {
            note(
                    name,
                    "left out: every session has an end, by default 2592000 seconds after the login when remembered");
            return Optional.empty();
        }
        if (name.equals("scopes") && !List.of(value.split(",", -1)).contains("openid")) {
            note(name, "openid was added, without which there is no ID token");
            return Optional.of("openid," + value);
        }
        return Optional.of(value);
    }

    /** The newer way to write the same: each header with the path of its claim. */
    private void claimHeaders() {
        List<Section> headers = plugin.config().sections("upstream_headers");
        if (headers.isEmpty() || properties.containsKey("upstream_headers_claims")) {
            return;
        }
        Optional<String> claims = list(
                "upstream_headers",
                headers.stream()
                        .map(header -> String.join(".", header.texts("path")))
                        .toList());
        Optional<String> names = list(
                "upstream_headers",
                headers.stream().map(header -> header.text("header").orElse("")).toList());
        if (claims.isPresent() && names.isPresent()) {
            properties.put("upstream_headers_claims", claims.get());
            properties.put("upstream_headers_names", names.get());
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
                .filter(parameter -> !parameter.name().equals("upstream_headers"))
                .forEach(parameter -> note(parameter.name(), parameter.why().replace("`", "")));
        Set<String> strange = plugin.config().names().stream()
                .filter(name -> !CARRIED.containsKey(name) && !NotOffered.BY_NAME.containsKey(name))
                .filter(name -> !FOR_ALL.contains(name))
                .collect(Collectors.toSet());
        strange.stream().sorted().forEach(name -> note(name, "not known to be a parameter of the plugin"));
    }

    private void note(String name, String sentence) {
        report.add(plugin.place(), name, sentence);
    }
}
