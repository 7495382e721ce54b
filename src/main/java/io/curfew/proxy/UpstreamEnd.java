package io.curfew.proxy;

import java.io.IOException;
import java.io.InterruptedIOException;

/** How a request to an upstream ended, until the head of its answer was there. */
public enum UpstreamEnd {
    ANSWERED_1XX("1xx"),
    ANSWERED_2XX("2xx"),
    ANSWERED_3XX("3xx"),
    ANSWERED_4XX("4xx"),
    ANSWERED_5XX("5xx"),
    /** No connection could be opened to any of its servers. */
    UNREACHABLE("unreachable"),
    /** No connection became free in time. */
    BUSY("busy"),
    /** Its answer did not begin in time. */
    TIMEOUT("timeout"),
    /** It broke the connection off, or does not speak HTTP. */
    BROKEN("broken"),
    /** The client's request was not one that can be sent, or broke off. */
    CLIENT("client"),
    /** The session was ended while the upstream was asked, or the node was. */
    ENDED("ended");

    private final String text;

    UpstreamEnd(String text) {
        this.text = text;
    }

    /** The name under which it is published. */
    public String text() {
        return text;
    }

    /** By the status of an answer. */
    static UpstreamEnd of(int status) {
        return switch (status / 100) {
            case 1 -> ANSWERED_1XX;
            case 2 -> ANSWERED_2XX;
            case 3 -> ANSWERED_3XX;
            case 4 -> ANSWERED_4XX;
            default -> ANSWERED_5XX;
        };
    }

    static UpstreamEnd of(IOException failure) {
        if (failure instanceof ExchangeEndedException) {
            return ENDED;
        }
        if (failure instanceof ClientBodyException || failure instanceof RequestRefusedException) {
            return CLIENT;
        }
        if (failure instanceof UpstreamBusyException) {
            return BUSY;
        }
        if (failure instanceof UpstreamUnreachableException) {
            return UNREACHABLE;
        }
        return UpstreamBrokenException.cause(failure) instanceof InterruptedIOException ? TIMEOUT : BROKEN;
    }
}
