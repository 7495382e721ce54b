package io.curfew.console;

import io.curfew.page.Answer;
import io.curfew.page.Problem;

/** A request of an operator that says something that cannot be understood. */
final class UnusableRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String sentence;

    /**
     * Creates it.
     *
     * @param code the name of what is wrong
     * @param sentence what is wrong and what to do
     */
    UnusableRequestException(String code, String sentence) {
        this(400, code, sentence);
    }

    UnusableRequestException(int status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
        this.sentence = sentence;
    }

    Answer answer() {
        return Answer.problem(new Problem(status, "The request cannot be used", sentence, code));
    }
}
