package io.curfew.proxy;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request, one answer: a connection on which something waits before the request was sent is not used. An event stream may pause
 * for as long as it likes.
 */
final class AskedAnswersClient extends HttpRequestExecutor {
    /** Nothing was sent: any request may be sent on another connection. */
    static final class UnaskedAnswerException extends NoHttpResponseException {
        private static final long serialVersionUID = 1L;

        UnaskedAnswerException() {
            super("There was an answer that nobody had asked for.");
        }
    }

    /** The upstream does not speak HTTP. The engine's own exception for that would look like one for a request of ours. */
    static final class NoHttpException extends IOException {
        private static final long serialVersionUID = 1L;

        NoHttpException(HttpException cause) {
            super("The upstream does not speak HTTP.", cause);
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
        ClassicHttpResponse response;
        try {
            response = super.execute(request, connection, callback, context);
        } catch (HttpException e) {
            throw new NoHttpException(e);
        }
        Header type = response.getFirstHeader("Content-Type");
        if (type != null && type.getValue() != null && UpstreamAnswer.isEventStream(type.getValue())) {
            // between two events any time may pass; the next request on the connection sets a limit again
            connection.setSocketTimeout(Timeout.DISABLED);
        }
        return response;
    }
}
