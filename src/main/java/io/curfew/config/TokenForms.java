package io.curfew.config;

import io.curfew.config.TokenSettings.RefreshFailure;
import java.util.Set;

/** Forms of the values of {@link TokenParameters}. */
final class TokenForms {
    private static final String METHODS = "client_secret_basic, client_secret_post or none";

    /** Those of Kong's that need keys or certificates of the gateway. */
    private static final Set<String> NOT_OFFERED =
            Set.of("client_secret_jwt", "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth");

    static final Form<ClientAuthMethod> AUTH_METHOD = Form.open("method", TokenForms::method);
    static final Form<RefreshFailure> FAILURE = Form.open("`end` or `keep`", TokenForms::failure);
    static final Form<BackChannelScope> SCOPE = Form.open("`sid`, `subject` or `auto`", TokenForms::scope);

    private TokenForms() {}

    private static ClientAuthMethod method(String value) throws MalformedValueException {
        if (NOT_OFFERED.contains(value)) {
            throw new MalformedValueException("The method " + Shown.quoted(value)
                    + " is not offered: the gateway proves itself by " + METHODS + ". Set one of these.");
        }
        return switch (value) {
            case "client_secret_basic" -> ClientAuthMethod.CLIENT_SECRET_BASIC;
            case "client_secret_post" -> ClientAuthMethod.CLIENT_SECRET_POST;
            case "none" -> ClientAuthMethod.NONE;
            default -> throw MalformedValueException.of(value, METHODS);
        };
    }

    private static RefreshFailure failure(String value) throws MalformedValueException {
        return switch (value) {
            case "end" -> RefreshFailure.END;
            case "keep" -> RefreshFailure.KEEP;
            default -> throw MalformedValueException.of(value, "end or keep");
        };
    }

    private static BackChannelScope scope(String value) throws MalformedValueException {
        return switch (value) {
            case "sid" -> BackChannelScope.SID;
            case "subject" -> BackChannelScope.SUBJECT;
            case "auto" -> BackChannelScope.AUTO;
            default -> throw MalformedValueException.of(value, "sid, subject or auto");
        };
    }
}
