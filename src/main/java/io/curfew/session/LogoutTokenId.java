package io.curfew.session;

/** A logout token: {@code iss} and {@code jti}. */
record LogoutTokenId(String issuer, String jti) {}
