package io.curfew.ground;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports nobody listens on. They are below those that the system gives to whoever asks for any, so nobody gets one by chance, and
 * none is given twice.
 */
public final class FreePort {
    private static final int ATTEMPTS = 1_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private FreePort() {}

    /** Any free port of the loopback interface. */
    public static int any() {
        return inARow(1);
    }

    /** A free port of the loopback interface whose successor is free too. */
    public static int withItsSuccessor() {
        return inARow(2);
    }

    private static synchronized int inARow(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            List<Integer> ports = IntStream.range(first, first + count).boxed().toList();
            if (ports.stream().noneMatch(GIVEN::contains) && ports.stream().allMatch(FreePort::isFree)) {
                GIVEN.addAll(ports);
                return first;
            }
        }
        throw new IllegalStateException("No free port");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException taken) {
            return false;
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
