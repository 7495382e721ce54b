package io.curfew.proxy;

import java.io.IOException;

/** The exchange was ended from outside while its upstream was asked: no fault of the upstream. */
final class ExchangeEndedException extends IOException {
    private static final long serialVersionUID = 1L;

    ExchangeEndedException(Exception cause) {
        super("The exchange was ended.", cause);
    }
}
