package io.curfew.backchannel;

import java.util.Locale;

/** Why a logout request was refused. The codes are stable: answers, log lines, counters and tests name them. */
public enum LogoutTokenRefusal {
    CONTENT_TYPE_WRONG("The request must be application/x-www-form-urlencoded."),
    BODY_TOO_LARGE("The request body is larger than 65536 bytes."),
    PARAMETER_MISSING("The request body has no parameter 'logout_token', or an empty or unreadable one."),
    PARAMETER_REPEATED("The request body has more than one parameter 'logout_token'."),
    TOO_LARGE("The logout token is larger than 16384 characters."),
    MALFORMED("The logout token is not a signed JWT in compact form, or repeats a member."),
    ENCRYPTED_NOT_SUPPORTED("The logout token is encrypted; register the client without encryption."),
    ALG_NONE("The logout token is not signed."),
    ALG_NOT_REGISTERED("The logout token is not signed by the algorithm registered for this client."),
    CRIT_NOT_UNDERSTOOD("The header of the logout token demands an extension that is not understood here."),
    TYP_WRONG("The header 'typ' of the logout token is neither logout+jwt nor JWT."),
    ISSUER_MISSING("The logout token has no 'iss'."),
    UNKNOWN_ISSUER("The 'iss' of the logout token is no OpenID Provider of this gateway."),
    AUDIENCE_WRONG("The 'aud' of the logout token names no client of this gateway at that OpenID Provider."),
    KEY_UNKNOWN("The OpenID Provider publishes no fitting key with the 'kid' of the logout token."),
    SIGNATURE_INVALID("The signature of the logout token is wrong."),
    IAT_MISSING("The logout token has no 'iat' that is a time."),
    IAT_FUTURE("The 'iat' of the logout token is in the future: the clocks differ by more than the leeway."),
    IAT_TOO_OLD("The 'iat' of the logout token is too long ago."),
    EXP_MISSING("The logout token has no 'exp' that is a time."),
    EXPIRED("The logout token has expired."),
    NOT_YET_VALID("The 'nbf' of the logout token is in the future or not a time."),
    SUB_WRONG("The 'sub' of the logout token is not a string of 1 to 1024 characters."),
    SID_WRONG("The 'sid' of the logout token is not a string of 1 to 1024 characters."),
    SUB_AND_SID_MISSING("The logout token has neither 'sub' nor 'sid'."),
    EVENTS_MISSING("The logout token has no 'events'."),
    EVENTS_WRONG("The 'events' of the logout token hold no back-channel logout event."),
    EVENT_NOT_OBJECT("The back-channel logout event of the logout token is not a JSON object."),
    NONCE_PRESENT("The logout token has a 'nonce', as only an ID token may."),
    JTI_MISSING("The logout token has no 'jti'."),
    JTI_WRONG("The 'jti' of the logout token is not a string of 1 to 1024 characters."),
    REPLAYED("A logout token with this 'jti' was acted on before.");

    private final String sentence;

    LogoutTokenRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** The stable code, in snake_case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What was wrong, for whoever operates the provider. */
    public String sentence() {
        return sentence;
    }
}
