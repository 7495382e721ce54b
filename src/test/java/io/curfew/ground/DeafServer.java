package io.curfew.ground;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full: whoever connects gets no answer, as from a machine that is gone. */
public final class DeafServer implements AutoCloseable {
    private static final int MOST = 50;

    private final ServerSocket server;
    private final List<Socket> queue = new ArrayList<>();

    public DeafServer() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        boolean full = false;
        while (!full) {
            if (queue.size() > MOST) {
                throw new IllegalStateException("This port takes every connection.");
            }
            full = !enters();
        }
    }

    private boolean enters() throws IOException {
        Socket socket = new Socket();
        queue.add(socket);
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()), 200);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    public String uri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        server.close();
    }
}
