package io.curfew.backchannel;

import java.util.Locale;

/**
 * The steps of the verification of a logout token, in the order in which they are made: what is cheap comes first, and what was not
 * proven by a signature leads to no question to anybody. The sections are those of OpenID Connect Back-Channel Logout 1.0.
 */
enum LogoutTokenStep {
    /** A bound of this gateway. */
    SIZE("2.6"),
    /** Encryption is never negotiated by this gateway. */
    ENCRYPTION("2.6 (1)"),
    FORM("2.4"),
    SIGNED("2.6 (3)"),
    EXTENSIONS("2.6 (2)"),
    /** Explicit typing: another kind of JWT of the same provider must not pass for a logout token. */
    TYPE("2.4"),
    KEY_ID("2.6 (2)"),
    ISSUER("2.6 (4)"),
    /** With the issuer it chooses the registration. */
    AUDIENCE("2.6 (4)"),
    /** The registered algorithm and no other. */
    ALGORITHM("2.6 (3)"),
    /** The only one that may ask the provider. */
    KEY("2.6 (2)"),
    SIGNATURE("2.6 (2)"),
    TIMES("2.6 (4)"),
    SUBJECT("2.6 (5)"),
    EVENTS("2.6 (6)"),
    NONCE("2.6 (7)"),
    /** As far as the token itself goes. */
    IDENTIFIER("2.6 (8)");

    private final String section;

    LogoutTokenStep(String section) {
        this.section = section;
    }

    /** What it is called, in snake_case. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    String section() {
        return section;
    }
}
