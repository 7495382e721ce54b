package io.curfew.provider;

/** Why an access token is not accepted. The sentences are told to whoever sent it, and hold nothing of it. */
public enum BearerTokenRefusal {
    TOO_LARGE("The token is too large."),
    ENCRYPTED("The token is encrypted."),
    MALFORMED("The token is not a signed JWT."),
    ALG_NOT_REGISTERED("The token is not signed by the algorithm that is expected."),
    CRIT_NOT_UNDERSTOOD("The token demands an extension."),
    TYP_WRONG("The token is of another type."),
    ISSUER_WRONG("The token is of another issuer."),
    NO_ACCESS_TOKEN("The token is not an access token."),
    BOUND("The token is bound to a key or a certificate and cannot be used as a bearer token."),
    TIMES_MISSING("The token does not say when it was issued and when it expires."),
    ISSUED_LATER("The token was issued in the future."),
    NOT_YET_VALID("The token is not valid yet."),
    EXPIRED("The token has expired."),
    SUBJECT_WRONG("The token does not say whom it is about."),
    KEY_UNKNOWN("The token is signed by a key that is not the issuer's."),
    SIGNATURE_INVALID("The signature of the token is wrong."),
    LIVES_TOO_LONG("The token lives longer than logouts are kept in mind."),
    LOGGED_OUT("The session of the token is over."),
    AUDIENCE_WRONG("The token is for somebody else.");

    private final String sentence;

    BearerTokenRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** One sentence in visible ASCII without quotation marks. */
    public String sentence() {
        return sentence;
    }
}
