package io.curfew.proxy;

/** What is forwarded, as it is counted. */
public enum OpenKind {
    /** A request whose answer has an end. */
    REQUEST,
    /** An answer that goes on for as long as somebody listens. */
    EVENT_STREAM,
    WEB_SOCKET;

    static OpenKind of(OpenExchange exchange) {
        if (exchange instanceof ForwardedExchange) {
            return exchange.isEndless() ? EVENT_STREAM : REQUEST;
        }
        return WEB_SOCKET;
    }
}
