package io.curfew.console;

/** An answer that goes on: server-sent events on their way to one browser. Nothing here ever waits. */
interface EventStream {
    /** Sends text; false when the browser is gone, or has taken nothing since the text before. */
    boolean send(String text);

    /** Ends the answer in order, after what was sent. */
    void end();

    /** Whether the browser has closed the connection and nobody has noticed. */
    boolean isAbandoned();

    /** Whether it goes on. */
    boolean isOpen();
}
