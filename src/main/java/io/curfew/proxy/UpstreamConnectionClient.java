package io.curfew.proxy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection to an upstream that knows whether something came that nobody asked for. An answer that lies in a pooled connection before
 * the next request is sent would be taken for the answer to it, whoever sends it. An answer that comes while the body of a request is
 * being sent is the answer to it; and there is an end to the informational ones that may come before the real one.
 */
final class UpstreamConnectionClient extends DefaultBHttpClientConnection implements ManagedHttpClientConnection {
    private static final Timeout SHORTEST = Timeout.ofMilliseconds(1);

    private static final int MOST_INFORMATIONAL_ANSWERS = 20;

    private @Nullable Holder holder;
    private Timeout socketTimeout = Timeout.DISABLED;
    private int informationalAnswers;
    private boolean sendingBody;
    private boolean answeredEarly;

    private UpstreamConnectionClient(Http1Config limits) {
        super(limits);
    }

    /** Makes connections with these limits. */
    static HttpConnectionFactory<ManagedHttpClientConnection> factory(Http1Config limits) {
        return new HttpConnectionFactory<>() {
            @Override
            public ManagedHttpClientConnection createConnection(@Nullable Socket socket) throws IOException {
                UpstreamConnectionClient connection = new UpstreamConnectionClient(limits);
                if (socket != null) {
                    connection.bind(socket);
                }
                return connection;
            }
        };
    }

    /** Whether bytes have come since the last answer was read to its end. Never waits. */
    boolean hasUnaskedBytes() throws IOException {
        Holder bound = holder;
        return bound != null && bound.hasUnaskedBytes(this);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        informationalAnswers = 0;
        sendingBody = false;
        super.sendRequestHeader(request);
    }

    /** An upstream that has heard enough may answer and close its side (RFC 9112, section 9.5). Then that is what counts. */
    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        sendingBody = true;
        try {
            super.sendRequestEntity(request);
        } catch (ClientBodyException e) {
            throw e;
        } catch (IOException e) {
            requireAnswer(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            if (!answeredEarly) {
                super.flush();
            }
        } catch (IOException e) {
            if (!sendingBody) {
                throw e;
            }
            requireAnswer(e);
        }
    }

    private void requireAnswer(IOException failedWrite) throws IOException {
        answeredEarly = isOpen() && hasUnaskedBytes();
        if (!answeredEarly) {
            throw failedWrite;
        }
    }

    @Override
    public boolean isConsistent() {
        return !answeredEarly && super.isConsistent();
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        ClassicHttpResponse response = super.receiveResponseHeader();
        if (response.getCode() < 200 && ++informationalAnswers > MOST_INFORMATIONAL_ANSWERS) {
            throw new ProtocolException("Too many informational answers");
        }
        return response;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new Holder(socket));
    }

    @Override
    public void bind(SSLSocket tls, Socket base) throws IOException {
        bind(new Holder(tls, base));
    }

    private void bind(Holder next) throws IOException {
        holder = next;
        super.bind(next);
        socketTimeout = Timeout.ofMilliseconds(next.getSocket().getSoTimeout());
    }

    @Override
    public @Nullable Socket getSocket() {
        Holder bound = holder;
        return bound == null ? null : bound.getSocket();
    }

    @Override
    public @Nullable SSLSession getSSLSession() {
        Holder bound = holder;
        SSLSocket tls = bound == null ? null : bound.getSSLSocket();
        return tls == null ? null : tls.getSession();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        socketTimeout = timeout;
        super.setSocketTimeout(timeout);
    }

    @Override
    public void passivate() {
        super.setSocketTimeout(Timeout.ZERO_MILLISECONDS);
    }

    @Override
    public void activate() {
        super.setSocketTimeout(socketTimeout);
    }

    /** The engine's buffer cannot be looked at; it only offers to wait for bytes. So that it does not, nothing is read while we look. */
    private static final class Holder extends SocketHolder {
        private @Nullable Pausing input;

        Holder(Socket socket) {
            super(socket);
        }

        Holder(SSLSocket tls, Socket base) {
            super(tls, base);
        }

        @Override
        protected InputStream getInputStream(Socket socket) throws IOException {
            Pausing pausing = new Pausing(super.getInputStream(socket));
            input = pausing;
            return pausing;
        }

        boolean hasUnaskedBytes(UpstreamConnectionClient connection) throws IOException {
            if (getSSLSocket() != null && getBaseSocket().getInputStream().available() > 0) {
                // Session tickets of TLS come unasked and are no answer; only reading tells.
                return connection.isDataAvailable(SHORTEST);
            }
            Pausing pausing = input;
            if (pausing == null) {
                return getSocket().getInputStream().available() > 0;
            }
            if (pausing.available() > 0) {
                return true;
            }
            pausing.paused = true;
            try {
                return connection.isDataAvailable(SHORTEST);
            } finally {
                pausing.paused = false;
            }
        }
    }

    private static final class Pausing extends FilterInputStream {
        private boolean paused;

        Pausing(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return paused ? 0 : in.read(buffer, offset, length);
        }
    }
}
