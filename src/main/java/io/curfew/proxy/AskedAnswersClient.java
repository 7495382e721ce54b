package io.curfew.proxy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request, one answer: a connection on which something waits before the request was sent is not used, and there is an end to the
 * informational answers that may come before the real one. An event stream may pause for as long as it likes.
 */
final class AskedAnswersClient extends HttpRequestExecutor {
    private static final int MOST_INFORMATIONAL_ANSWERS = 20;

    /** Nothing was sent: any request may be sent on another connection. */
    static final class UnaskedAnswerException extends NoHttpResponseException {
        private static final long serialVersionUID = 1L;

        UnaskedAnswerException() {
            super("There was an answer that nobody had asked for.");
        }
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        if (connection instanceof UpstreamConnectionClient own && own.hasUnaskedBytes()) {
            connection.close(CloseMode.IMMEDIATE);
            throw new UnaskedAnswerException();
        }
        AtomicInteger count = new AtomicInteger();
        ClassicHttpResponse response = super.execute(
                request,
                connection,
                (informational, of, contextOfIt) -> {
                    if (count.incrementAndGet() > MOST_INFORMATIONAL_ANSWERS) {
                        throw new ProtocolException("Too many informational answers");
                    }
                    if (callback != null) {
                        callback.execute(informational, of, contextOfIt);
                    }
                },
                context);
        Header type = response.getFirstHeader("Content-Type");
        if (type != null && type.getValue() != null && UpstreamAnswer.isEventStream(type.getValue())) {
            // between two events any time may pass; the next request on the connection sets a limit again
            connection.setSocketTimeout(Timeout.DISABLED);
        }
        return response;
    }
}
