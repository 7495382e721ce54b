package io.curfew.config;

/** How the gateway proves at an endpoint of a provider that it is its client (OpenID Connect Core 1.0, section 9). */
public enum ClientAuthMethod {
    /** The secret in the {@code Authorization} header. */
    CLIENT_SECRET_BASIC,
    /** The secret in the form. */
    CLIENT_SECRET_POST,
    /** No proof: the client says its name only. */
    NONE
}
