package io.curfew.ground;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** A connection of the balancer to a node, kept for the next request. */
final class NodeConnection implements Closeable {
    private static final int CONNECT_LIMIT_MILLIS = 2_000;

    private final int port;
    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    private NodeConnection(int port, SocketChannel channel) throws IOException {
        this.port = port;
        this.channel = channel;
        this.in = new BufferedInputStream(channel.socket().getInputStream(), 1 << 14);
        this.out = new BufferedOutputStream(new Patient(channel.socket().getOutputStream()), 1 << 14);
    }

    /**
     * Connects; throws when nobody accepts.
     *
     * @param answerLimit how long a read may wait
     */
    static NodeConnection open(int port, Duration answerLimit) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().setSoTimeout(Math.toIntExact(answerLimit.toMillis()));
            channel.socket()
                    .connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_LIMIT_MILLIS);
            return new NodeConnection(port, channel);
        } catch (IOException refused) {
            channel.close();
            throw refused;
        }
    }

    int port() {
        return port;
    }

    /** From now on a read may take as long as it likes. */
    void waitWithoutLimit() throws IOException {
        channel.socket().setSoTimeout(0);
    }

    /** Throws {@link Failure} for what goes wrong at the node. */
    InputStream in() {
        return new Blaming(in);
    }

    /** Swallows what a node does not take any more, because it may have answered nevertheless. */
    OutputStream out() {
        return out;
    }

    /** Whether the node has neither closed it nor sent something that nobody asked for. */
    boolean isQuiet() {
        try {
            channel.configureBlocking(false);
            int count = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return count == 0;
        } catch (IOException broken) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // then it is as closed as it can be
        }
    }

    /** The node's side of a request failed. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1L;

        Failure(IOException cause) {
            super(cause);
        }
    }

    private static final class Blaming extends FilterInputStream {
        Blaming(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException failure) {
                throw new Failure(failure);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException failure) {
                throw new Failure(failure);
            }
        }
    }

    private static final class Patient extends FilterOutputStream {
        private boolean broken;

        Patient(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) {
            if (broken) {
                return;
            }
            try {
                out.write(buffer, offset, length);
            } catch (IOException failure) {
                broken = true;
            }
        }
    }
}
