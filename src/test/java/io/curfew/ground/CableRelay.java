package io.curfew.ground;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Passes TCP connections on to one port of one node, byte by byte. While the link to the node that dialled is cut, what was
 * sent is held, ends of connections too, and the senders' buffers fill up: TCP over a pulled cable does the same.
 */
final class CableRelay implements AutoCloseable {
    private static final int CONNECT_LIMIT_MILLIS = 1_000;

    /**
     * Start of a connection of JGroups: 4 bytes cookie, 2 version, 2 length of the address, 1 length of the IP address, 4 the IP
     * address, 2 the port. Passed on as a whole.
     */
    private static final int INTRODUCTION = 15;

    private static final int ADDRESS = 9;

    private final int node;
    private final Links links;
    private final Duration dialLimit;
    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Executor threads;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * @param node the node it leads to
     * @param server where it listens
     * @param target where the node listens
     * @param dialLimit how long a dialler waits on a cut link until its connection fails
     */
    CableRelay(
            int node,
            ServerSocket server,
            InetSocketAddress target,
            Links links,
            Duration dialLimit,
            Executor threads) {
        this.node = node;
        this.server = server;
        this.target = target;
        this.links = links;
        this.dialLimit = dialLimit;
        this.threads = threads;
    }

    void start() {
        threads.execute(this::accept);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> connect(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        try {
            byte[] introduction = new byte[0];
            int peer = Cables.nodeOf(near.getInetAddress().getAddress());
            if (peer < 0) {
                introduction = near.getInputStream().readNBytes(INTRODUCTION);
                peer = introducedNode(introduction);
            }
            if (!links.awaitWhole(node, peer, dialLimit)) {
                reset(near);
                return;
            }
            Socket far = new Socket();
            sockets.add(far);
            far.connect(target, CONNECT_LIMIT_MILLIS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.getOutputStream().write(introduction);
            int dialler = peer;
            threads.execute(() -> pump(far, near, dialler));
            pump(near, far, dialler);
        } catch (IOException refused) {
            reset(near);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static int introducedNode(byte[] introduction) throws IOException {
        int peer = introduction.length < INTRODUCTION
                ? -1
                : Cables.nodeOf(Arrays.copyOfRange(introduction, ADDRESS, ADDRESS + 4));
        if (peer < 0) {
            throw new IOException("A stranger dialled a node.");
        }
        return peer;
    }

    private void pump(Socket from, Socket to, int peer) {
        try {
            byte[] buffer = new byte[1 << 15];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                links.awaitWhole(node, peer);
                out.write(buffer, 0, count);
            }
            links.awaitWhole(node, peer);
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close(from);
                close(to);
            }
        } catch (IOException broken) {
            breakBoth(from, to, peer);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakBoth(Socket from, Socket to, int peer) {
        try {
            // the other end must not learn it through a cut cable
            links.awaitWhole(node, peer);
            reset(from);
            reset(to);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // nothing is left to be reset
        }
        close(socket);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // closed is closed
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("A relay could not be closed", failure);
        } finally {
            sockets.forEach(this::close);
        }
    }
}
