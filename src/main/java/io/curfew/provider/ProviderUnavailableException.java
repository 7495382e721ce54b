package io.curfew.provider;

/** The OpenID Provider could not be asked, or its answer could not be used. The message says which and why. */
public final class ProviderUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProviderUnavailableException(String sentence) {
        super(sentence);
    }

    public ProviderUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
