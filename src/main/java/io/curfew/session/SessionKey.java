package io.curfew.session;

/** The store's key of a session: the base64url SHA-256 of its {@link SessionId}, which cannot be turned back into a cookie. */
public record SessionKey(String value) {}
