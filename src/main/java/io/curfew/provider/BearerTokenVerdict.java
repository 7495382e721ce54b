package io.curfew.provider;

/** Whether an access token that a client brings may be believed. */
public sealed interface BearerTokenVerdict {
    record Accepted(BearerToken token) implements BearerTokenVerdict {}

    record Refused(BearerTokenRefusal refusal) implements BearerTokenVerdict {}

    /** Nobody knows: the keys of its issuer could not be had; {@code reason} is safe to log. */
    record KeysUnavailable(String reason) implements BearerTokenVerdict {}
}
