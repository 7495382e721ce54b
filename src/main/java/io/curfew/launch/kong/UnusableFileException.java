package io.curfew.launch.kong;

/** The file cannot be used at all; the message is a sentence for whoever wrote it. */
final class UnusableFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableFileException(String sentence) {
        super(sentence);
    }
}
