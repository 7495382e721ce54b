package io.curfew.logout;

/** What became of the tokens of a sign-out, for telling the user. */
enum Revocation {
    /** Nobody asked for it, or there was no token. */
    NOT_ASKED,
    /** Every token that was to be revoked is. */
    REVOKED,
    /** The provider has no revocation endpoint. */
    NOT_OFFERED,
    /** At least one token could not be revoked; it lives until it expires. */
    FAILED;

    /** The outcome of both together: a failure is never hidden by a success. */
    Revocation and(Revocation other) {
        if (this == FAILED || other == FAILED) {
            return FAILED;
        }
        if (this == NOT_OFFERED || other == NOT_OFFERED) {
            return NOT_OFFERED;
        }
        return this == REVOKED || other == REVOKED ? REVOKED : NOT_ASKED;
    }
}
