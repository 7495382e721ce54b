package io.curfew.trace;

import java.util.function.BiConsumer;

/** Something that takes time. Ends when it is closed, in the thread that began it. Whatever it is told is exported: never a secret. */
public interface Span extends AutoCloseable {
    /** What it is. */
    enum Kind {
        /** A call to somebody else. */
        CLIENT,
        /** Work of the gateway's own. */
        INTERNAL
    }

    /** One that nobody hears of. */
    Span NONE = new Span() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Span tell(String name, String value) {
            return this;
        }

        @Override
        public Span tell(String name, long value) {
            return this;
        }

        @Override
        public void rename(String name) {}

        @Override
        public void failed(String kind) {}

        @Override
        public void passOn(BiConsumer<String, String> field) {}

        @Override
        public void close() {}
    };

    /** Whether it is worth telling it anything. */
    boolean isOn();

    /** An attribute, by its name in OpenTelemetry's semantic conventions; a long text is cut off. */
    Span tell(String name, String value);

    /** The same for a number. */
    Span tell(String name, long value);

    /** Gives it a better name. */
    void rename(String name);

    /**
     * It did not work.
     *
     * @param kind a word for how, of a small number of words: never what somebody else has written
     */
    void failed(String kind);

    /** Sets the header fields of a request by which the next one knows whose child its span is. */
    void passOn(BiConsumer<String, String> field);

    @Override
    void close();
}
