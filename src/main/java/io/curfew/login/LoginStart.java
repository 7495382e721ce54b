package io.curfew.login;

/** What became of the start of a login. */
public enum LoginStart {
    /** The browser was sent to the provider. */
    SENT,
    /** It could not be, as the provider did not answer. */
    PROVIDER_UNAVAILABLE
}
