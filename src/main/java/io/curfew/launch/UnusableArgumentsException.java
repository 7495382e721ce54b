package io.curfew.launch;

/** A command was not given what it needs. */
final class UnusableArgumentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    UnusableArgumentsException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What is wrong and what to do. */
    String sentence() {
        return sentence;
    }
}
