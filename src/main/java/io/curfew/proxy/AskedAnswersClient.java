package io.curfew.proxy;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
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
    /** An upstream that knows nothing of 100-continue waits for the body; its client must not wait long for that. */
    private static final Timeout LONGEST_WAIT_FOR_CONTINUE = Timeout.ofSeconds(1);

    AskedAnswersClient() {
        super(
                Http1Config.custom()
                        .setWaitForContinueTimeout(LONGEST_WAIT_FOR_CONTINUE)
                        .build(),
                null,
                null);
    }

    /** A connection from the pool was dead: the upstream may have closed it before the request came. */
    static final class DeadConnectionException extends NoHttpResponseException {
        private static final long serialVersionUID = 1L;

        private final IOException seen;

        DeadConnectionException(IOException seen) {
            super("A pooled connection was dead.");
            this.seen = seen;
        }

        /** What it was noticed by. */
        IOException seen() {
            return seen;
        }
    }

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
        EndpointDetails details = connection.getEndpointDetails();
        boolean pooled = details != null && details.getRequestCount() > 0;
        ClassicHttpResponse response;
        try {
            response = super.execute(request, connection, callback, context);
        } catch (NoHttpResponseException | SocketException e) {
            throw pooled ? new DeadConnectionException(e) : e;
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
