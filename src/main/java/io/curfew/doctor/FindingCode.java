package io.curfew.doctor;

import static io.curfew.doctor.Severity.FAULT;
import static io.curfew.doctor.Severity.WARNING;

import java.util.Locale;

/** What can be found. The codes are stable: the report, the documentation and tests name them. */
public enum FindingCode {
    CONFIGURATION_NOTICE(
            WARNING,
            "It is allowed, and seldom meant outside of a developer's machine.",
            "Change the setting, or leave it where it is meant."),

    DISCOVERY_UNREACHABLE(
            FAULT,
            "Without the discovery document nobody can sign in, and no logout token can be verified.",
            "Check the setting issuer, the provider, and the name resolution, firewall and proxy between it and the gateway."),
    DISCOVERY_UNUSABLE(
            FAULT,
            "Without the discovery document nobody can sign in, and no logout token can be verified.",
            "Check the setting issuer: the document is at its URL + /.well-known/openid-configuration."),
    TLS_UNTRUSTED(
            FAULT,
            "The gateway does not talk to a provider whose certificate nobody it trusts has signed, or that is out of date.",
            "Give the JVM a trust store with the authority (-Djavax.net.ssl.trustStore in JVM_ARGS), or renew the certificate."),
    TLS_HOST_NAME(
            FAULT,
            "The certificate is for another host: whoever answers there need not be the provider.",
            "Use the host name of the certificate in the setting issuer, or get a certificate for this one."),
    ISSUER_DIFFERS(
            FAULT,
            "Every ID token and logout token names the issuer, and one that is not the configured one is refused.",
            "Set issuer to what the provider calls itself, letter for letter, or correct the provider's own host name setting."),
    CLOCK_SKEW(
            FAULT,
            "Tokens that are good look as if they were expired or of the future, and are refused.",
            "Let both machines keep time by NTP; leeway may be raised to 300 seconds meanwhile."),

    BACKCHANNEL_UNSUPPORTED(
            WARNING,
            "Without logout tokens a session goes on here when its user signs out elsewhere.",
            "Switch back-channel logout on at the provider; else use its front-channel logout, or session_check_interval."),
    BACKCHANNEL_SESSION_UNSUPPORTED(
            WARNING,
            "A logout token without a sid ends all sessions of the user, on all devices.",
            "Switch the session id in logout tokens on at the provider, if it has it."),
    END_SESSION_MISSING(
            WARNING,
            "A sign-out ends the session here alone: the next page signs the user in again without a question.",
            "Set end_session_endpoint if the provider has one that discovery does not name; else logout_local_only says that it is meant."),
    REVOCATION_MISSING(
            FAULT,
            "logout_revoke is on, and there is nowhere to revoke tokens.",
            "Set revocation_endpoint if the provider has one that discovery does not name, or switch logout_revoke off."),

    KEYS_UNREACHABLE(
            FAULT,
            "Without the provider's keys no ID token and no logout token can be verified.",
            "Check the jwks_uri of the discovery document, and what is between it and the gateway."),
    KEYS_UNFIT(
            FAULT,
            "ID tokens and logout tokens must be signed by the registered algorithm, and no published key can verify that.",
            "Set id_token_signed_response_alg to what the provider signs with for this client, or give the provider such a key."),
    ALGORITHM_UNSUPPORTED(
            FAULT,
            "The provider says that it never signs by the registered algorithm, so every one of its tokens is refused.",
            "Set id_token_signed_response_alg to one of those that the provider names."),

    TOKEN_AUTH_UNSUPPORTED(
            FAULT,
            "The token endpoint does not take the way in which the gateway proves who it is, so no login can be completed.",
            "Set token_endpoint_auth_method to one that the provider names: client_secret_basic or client_secret_post."),
    TOKEN_ENDPOINT_UNREACHABLE(
            FAULT,
            "Logins cannot be completed: the gateway exchanges the code there.",
            "Check the token_endpoint of the discovery document, and what is between it and the gateway."),
    CLIENT_REFUSED(
            FAULT,
            "The provider does not believe the gateway who it is, so no login can be completed.",
            "Compare client_id and client_secret with the provider's; check that the client authenticates by a secret."),
    CLIENT_UNKNOWN(
            FAULT,
            "The provider takes neither the gateway's credentials nor its logins.",
            "Check client_id, and that the client is there and enabled; then client_secret and the redirect URIs."),
    CLIENT_UNSURE(
            WARNING,
            "It could not be seen whether the credentials are right.",
            "Sign in once, and read the log if that fails."),

    REDIRECT_URI_REFUSED(
            FAULT,
            "Every login ends on an error page of the provider.",
            "Add this redirect URI to the client at the provider, or correct public_url."),
    REDIRECT_URI_UNSURE(
            WARNING,
            "It could not be seen without a login whether the provider sends browsers back.",
            "Sign in once, and compare the client's redirect URIs if that fails."),
    AUTHORIZATION_REFUSED(
            FAULT,
            "Every login is refused by the provider, and ends on an error page of the gateway.",
            "Let the client use the authorization code flow (in Keycloak: standard flow) with all of scopes; where it has to use PKCE, set require_proof_key_for_code_exchange to true."),
    POST_LOGOUT_URI_REFUSED(
            FAULT,
            "A sign-out ends on an error page of the provider, and the session there may live on.",
            "Add this post-logout redirect URI to the client at the provider, or correct public_url."),
    POST_LOGOUT_URI_UNSURE(
            WARNING,
            "It could not be seen without a login whether the provider sends browsers back after a sign-out.",
            "Sign out once, and compare the client's post-logout redirect URIs if the provider's page is the end."),

    KEYCLOAK_NOT_ASKED(
            FAULT,
            "The administrator's password is sent by verified https alone, or within this machine, and to a Keycloak only.",
            "Use an https issuer of the form …/realms/<realm> with ssl_verify on, or run the doctor on Keycloak's machine."),
    KEYCLOAK_UNREACHABLE(
            FAULT,
            "Keycloak's view of the client cannot be had.",
            "Check what is between this machine and Keycloak's /admin."),
    KEYCLOAK_REFUSED(
            FAULT,
            "Keycloak's view of the client cannot be had, or not be changed.",
            "Check the administrator's name, realm and password, and that they may view and manage clients of the realm."),
    KEYCLOAK_CLIENT_MISSING(
            FAULT,
            "Nobody can sign in by a client that is not there.",
            "Create the client, or correct client_id or issuer."),
    KEYCLOAK_CLIENT_DISABLED(FAULT, "Nobody can sign in by a disabled client.", "Enable the client in Keycloak."),
    KEYCLOAK_BACKCHANNEL_URL(
            FAULT,
            "Keycloak sends logout tokens to this URL alone: sessions go on here when their users sign out elsewhere.",
            "Set the client's Backchannel logout URL, or run the doctor with --fix."),
    KEYCLOAK_BACKCHANNEL_SESSION(
            FAULT,
            "Logout tokens have no sid: a sign-out on one device ends all sessions of the user, on all devices.",
            "Switch Backchannel logout session required on, or run the doctor with --fix."),
    KEYCLOAK_OFFLINE_TOKENS(
            WARNING,
            "Offline tokens belong to who asked for them: kept after a logout nobody uses those of the gateway, and those of others need not end.",
            "Switch Backchannel logout revoke offline sessions on exactly if scopes has offline_access, or run the doctor with --fix."),
    KEYCLOAK_FRONTCHANNEL(
            WARNING,
            "A client with front-channel logout gets no logout tokens from Keycloak, and a frame in a browser ends no session for certain.",
            "Switch Front channel logout off in the client."),
    KEYCLOAK_POST_LOGOUT_URIS(
            FAULT,
            "A sign-out ends on an error page of Keycloak, and the session there may live on.",
            "Add the URL to the client's Valid post logout redirect URIs, or run the doctor with --fix."),
    KEYCLOAK_REDIRECT_URIS(
            FAULT,
            "Every login ends on an error page of Keycloak.",
            "Add the URL to the client's Valid redirect URIs, or run the doctor with --fix."),
    KEYCLOAK_STANDARD_FLOW(
            FAULT,
            "Keycloak refuses every login: the gateway signs in by the authorization code flow.",
            "Switch Standard flow on in the client, or run the doctor with --fix."),
    KEYCLOAK_CLIENT_AUTHENTICATOR(
            FAULT,
            "The gateway proves who it is by a secret; a client without that proof lets others use what is meant for it, or refuses the gateway.",
            "Switch Client authentication on, with Client Id and Secret, or run the doctor with --fix.");

    private final Severity severity;
    private final String why;
    private final String remedy;

    FindingCode(Severity severity, String why, String remedy) {
        this.severity = severity;
        this.why = why;
        this.remedy = remedy;
    }

    /** The stable code, in snake_case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Severity severity() {
        return severity;
    }

    /** Why it matters. */
    public String why() {
        return why;
    }

    /** What to do. */
    public String remedy() {
        return remedy;
    }
}
