package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports nobody listens on. */
public final class FreePort {
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** Any free port of the loopback interface. */
    public static int any() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("No free port", failure);
        }
    }

    /** A free port of the loopback interface whose successor is free too. */
    public static int withItsSuccessor() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // below the ports that the system gives to those who ask for any
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket first = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
                return Math.min(first.getLocalPort(), second.getLocalPort());
            } catch (IOException taken) {
                // the next attempt asks for others
            }
        }
        throw new IllegalStateException("No two free ports in a row");
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
