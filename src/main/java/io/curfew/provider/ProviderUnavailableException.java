package io.curfew.provider;

/** The OpenID Provider could not be asked, or its answer could not be used. The sentence says which and why. */
public final class ProviderUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public ProviderUnavailableException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public ProviderUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    /** What was wrong and where; safe to log. */
    public String sentence() {
        return sentence;
    }
}
