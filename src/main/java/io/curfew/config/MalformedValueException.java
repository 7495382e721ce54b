package io.curfew.config;

/** A value does not have the form its parameter expects; the message is a sentence for the user, without any secret. */
final class MalformedValueException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedValueException(String sentence) {
        super(sentence, null, false, false);
    }

    /** The sentence for a value that may be shown. */
    static MalformedValueException of(String value, String expected) {
        return new MalformedValueException("The value " + Shown.quoted(value) + " is not " + expected + ".");
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
