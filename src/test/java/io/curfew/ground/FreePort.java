package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports nobody listens on. */
public final class FreePort {
    private FreePort() {}

    /** Any free port of the loopback interface. */
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("No free port", failure);
        }
    }

    /** A free port of the loopback interface with the one above it free too. */
    public static int pair() {
        while (true) {
            int port = any();
            if (port < 65535 && preferably(port + 1) == port + 1) {
                return port;
            }
        }
    }

    /** The wished port if it is free on all interfaces, else any free one. */
    public static int preferably(int wished) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(wished));
            return wished;
        } catch (IOException taken) {
            return any();
        }
    }
}
