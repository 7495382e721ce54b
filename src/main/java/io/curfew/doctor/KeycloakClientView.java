package io.curfew.doctor;

import io.curfew.config.ClientAuthMethod;
import io.curfew.provider.OutsideText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A client as Keycloak shows it, compared with what the gateway needs. */
final class KeycloakClientView {
    private static final String URL = "backchannel.logout.url";
    private static final String SESSION_REQUIRED = "backchannel.logout.session.required";
    private static final String REVOKE_OFFLINE = "backchannel.logout.revoke.offline.tokens";
    private static final String POST_LOGOUT = "post.logout.redirect.uris";
    private static final String PUBLIC = "publicClient";
    private static final String BETWEEN = "##";

    /** What Keycloak takes for switched off when a change does not name it, with all that hangs on it. */
    private static final List<String> NEVER_LEFT_OUT =
            List.of("authorizationServicesEnabled", "serviceAccountsEnabled");

    /**
     * One member or attribute that should be another.
     *
     * @param nested whether it is one of the client's {@code attributes}
     * @param before what is there, a text or a list; the empty text for nothing
     * @param value what Keycloak is sent for it
     */
    record Change(FindingCode code, String name, boolean nested, Object before, Object value) {
        String sentence() {
            return name + " is " + shown(before) + ", and should be " + shown(value) + ".";
        }

        String done() {
            String done = name + ": " + shown(before) + " -> " + shown(value);
            return name.equals(PUBLIC) ? done + ", with the configured secret" : done;
        }

        private static String shown(Object value) {
            String text = value instanceof List<?> list
                    ? Shown.list(list.stream().map(String::valueOf).toList())
                    : Arrays.stream(value.toString().split(BETWEEN, -1))
                            .map(OutsideText::shown)
                            .collect(Collectors.joining(BETWEEN));
            return text.isEmpty() ? "not set" : "'" + text + "'";
        }
    }

    private final Map<String, Object> client;
    private final Map<String, Object> attributes;
    private final RegistrationUse use;
    private final List<Change> changes = new ArrayList<>();

    KeycloakClientView(Map<String, Object> client, RegistrationUse use) {
        this.client = client;
        this.attributes = KeycloakAdmin.object(client.getOrDefault("attributes", Map.of()));
        this.use = use;
    }

    boolean isEnabled() {
        return !Boolean.FALSE.equals(client.get("enabled"));
    }

    /** With it Keycloak sends no logout tokens. */
    boolean isFrontChannel() {
        return Boolean.TRUE.equals(client.get("frontchannelLogout"));
    }

    /** What the gateway needs to be different. */
    List<Change> changes() {
        changes.clear();
        attribute(FindingCode.KEYCLOAK_BACKCHANNEL_URL, URL, use.backChannelUrl());
        attribute(FindingCode.KEYCLOAK_BACKCHANNEL_SESSION, SESSION_REQUIRED, "true");
        boolean offline = use.registration().scopes().contains("offline_access");
        if (offline || attribute(REVOKE_OFFLINE).equals("true")) {
            attribute(FindingCode.KEYCLOAK_OFFLINE_TOKENS, REVOKE_OFFLINE, Boolean.toString(offline));
        }
        redirectUris();
        if (use.leavesProvider()) {
            postLogoutUris();
        }
        member(FindingCode.KEYCLOAK_STANDARD_FLOW, "standardFlowEnabled", true);
        // to make a client public is not ours to do
        if (use.registration().client().tokenEndpoint() != ClientAuthMethod.NONE) {
            member(FindingCode.KEYCLOAK_CLIENT_AUTHENTICATOR, PUBLIC, false);
            member(FindingCode.KEYCLOAK_CLIENT_AUTHENTICATOR, "clientAuthenticatorType", "client-secret");
        }
        return List.copyOf(changes);
    }

    /**
     * The members that make these changes and no others. A public client has no secret in Keycloak, so it gets the configured one; any
     * other keeps the one that it has, and what was read of it, which may be masked, is never sent.
     */
    Map<String, Object> members(List<Change> changes) {
        Map<String, Object> members = new HashMap<>();
        NEVER_LEFT_OUT.stream().filter(client::containsKey).forEach(name -> members.put(name, client.get(name)));
        Map<String, Object> nested = new HashMap<>();
        changes.forEach(change -> (change.nested() ? nested : members).put(change.name(), change.value()));
        if (!nested.isEmpty()) {
            members.put("attributes", nested);
        }
        if (members.containsKey(PUBLIC)) {
            members.put("secret", use.registration().clientSecret().value());
        }
        return members;
    }

    private void redirectUris() {
        List<String> there = redirectUrisThere();
        List<String> all = withOurs(there, use.callbackUrls());
        if (all.size() > there.size()) {
            changes.add(new Change(
                    FindingCode.KEYCLOAK_REDIRECT_URIS, "redirectUris", false, there.isEmpty() ? "" : there, all));
        }
    }

    private List<String> redirectUrisThere() {
        return client.get("redirectUris") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private void postLogoutUris() {
        String set = attribute(POST_LOGOUT);
        // a plus stands for the redirect URIs, a minus for none
        List<String> there =
                switch (set) {
                    case "", "-" -> List.of();
                    case "+" -> redirectUrisThere();
                    default -> Arrays.asList(set.split(BETWEEN, -1));
                };
        List<String> all = withOurs(there, use.loggedOutUrls());
        if (all.size() > there.size()) {
            attribute(FindingCode.KEYCLOAK_POST_LOGOUT_URIS, POST_LOGOUT, String.join(BETWEEN, all));
        }
    }

    private List<String> withOurs(List<String> there, List<String> ours) {
        Set<String> all = new LinkedHashSet<>(there);
        ours.stream()
                .filter(url -> there.stream().noneMatch(pattern -> covers(pattern, url)))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private boolean covers(String pattern, String url) {
        String whole = pattern.startsWith("/") ? client.getOrDefault("rootUrl", "") + pattern : pattern;
        return whole.endsWith("*") ? url.startsWith(whole.substring(0, whole.length() - 1)) : whole.equals(url);
    }

    private String attribute(String name) {
        return String.valueOf(attributes.getOrDefault(name, ""));
    }

    private void attribute(FindingCode code, String name, String needed) {
        if (!attribute(name).equals(needed)) {
            changes.add(new Change(code, name, true, attribute(name), needed));
        }
    }

    private void member(FindingCode code, String name, Object needed) {
        Object there = client.getOrDefault(name, "");
        if (!there.equals(needed)) {
            changes.add(new Change(code, name, false, there, needed));
        }
    }
}
