package io.curfew.config;

/**
 * The form of a parameter's value.
 *
 * @param words the form in the words of the documentation
 * @param secret true when a value of this form must never be shown
 * @param parser turns text into the value
 */
record Form<T>(String words, boolean secret, Parser<T> parser) {

    static <T> Form<T> open(String words, Parser<T> parser) {
        return new Form<>(words, false, parser);
    }

    T parse(String value) throws MalformedValueException {
        return parser.parse(value);
    }

    /** Turns stripped text that is not empty into a value. */
    interface Parser<T> {
        T parse(String value) throws MalformedValueException;
    }
}
