package io.curfew.console;

/** An answer that goes on: server-sent events on their way to one browser. Nothing here ever waits. */
interface EventStream {
    /** Sends text; false when the browser is gone, or has taken nothing for long. */
    boolean send(String text);

    /** Ends the answer in order, after what was sent. */
    void end();

    /** Ends it with whatever has not been taken. */
    void cut();

    /** Whether the browser has closed the connection and nobody has noticed. */
    boolean isAbandoned();

    /** Whether it goes on. */
    boolean isOpen();
}
