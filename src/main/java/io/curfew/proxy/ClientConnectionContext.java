package io.curfew.proxy;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The client's connection as Open Liberty holds it. The Servlet API has no way to break an answer off: however a servlet ends,
 * the container completes the answer, so that half of one would pass for a whole one. Its own interfaces can; they are not visible
 * to applications at compile time, so they are called by name.
 */
public final class ClientConnectionContext implements ForwardedExchange.Client {
    private static final System.Logger LOG = System.getLogger(ClientConnectionContext.class.getName());

    private final HttpServletRequest request;

    /** The connection of this request, for as long as the container serves it. */
    ClientConnectionContext(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * Takes both directions of the socket away, and nothing else: a thread of the container that waits for the client wakes with an
     * error and cleans up. To close the connection over its head would leave it waiting.
     */
    @Override
    public void breakOff() {
        try {
            cut(call(call(innermost(request), "getIRequest"), "getHttpInboundConnection"));
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A client's connection could not be cut; it may be gone.", e);
        }
    }

    /**
     * Looks whether the client has closed its connection. What it sent meanwhile is dropped, so this is only for connections that
     * carry nothing after this answer.
     */
    @Override
    public boolean isGone() {
        try {
            return isGone(channel());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Nobody knows whether the client is still there.", e);
            return false;
        }
    }

    /** The same for whoever asks often: the answer to ask again and again, under the same condition. */
    public static BooleanSupplier watch(HttpServletRequest request) {
        try {
            SocketChannel channel = new ClientConnectionContext(request).channel();
            return () -> isGone(channel);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Nobody will know whether the client is still there.", e);
            return () -> false;
        }
    }

    private @Nullable SocketChannel channel() throws ReflectiveOperationException {
        return socket(call(call(innermost(request), "getIRequest"), "getHttpInboundConnection"))
                .getChannel();
    }

    private static boolean isGone(@Nullable SocketChannel channel) {
        try {
            return channel != null
                    && (!channel.isOpen() || (!channel.isBlocking() && channel.read(ByteBuffer.allocate(512)) < 0));
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean has(Object target, String method) {
        return Stream.of(target.getClass().getMethods())
                .anyMatch(each -> each.getName().equals(method));
    }

    private static ServletRequest innermost(ServletRequest request) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    /** Closes the connection without completing the answer; false where the container is another one. */
    static boolean breakOff(HttpServletRequest request, IOException cause) {
        try {
            Object connection = call(call(innermost(request), "getIRequest"), "getHttpInboundConnection");
            close(connection, call(connection, "getVC"), cause);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An answer that is not whole could not be broken off: {0}. The client may take it for a whole one.",
                    e.toString());
            return false;
        }
    }

    /** Takes both directions of the socket of a connection away that was upgraded. */
    static void cut(WebConnection upgraded) {
        try {
            cut(call(upgraded, "getDeviceConnLink"));
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "A WebSocket's connection could not be cut; it may be gone.", e);
        }
    }

    private static void cut(Object link) throws IOException, ReflectiveOperationException {
        SocketChannel channel = socket(link).getChannel();
        if (channel.isConnected()) {
            channel.shutdownInput();
            channel.shutdownOutput();
        }
    }

    /** Below TLS, if there is any. */
    private static Socket socket(Object link) throws ReflectiveOperationException {
        Object inner = link;
        while (!has(inner, "getSocketIOChannel")) {
            inner = call(inner, "getDeviceLink");
        }
        return (Socket) call(call(inner, "getSocketIOChannel"), "getSocket");
    }

    private static void close(Object link, Object virtualConnection, IOException cause)
            throws ReflectiveOperationException {
        for (Method method : link.getClass().getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals("close")
                    && parameters.length == 2
                    && parameters[0].isInstance(virtualConnection)
                    && parameters[1].isInstance(cause)) {
                method.invoke(link, virtualConnection, cause);
                return;
            }
        }
        throw new NoSuchMethodException("close");
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        Object value = target.getClass().getMethod(method).invoke(target);
        if (value == null) {
            throw new IllegalStateException(method + " gave nothing");
        }
        return value;
    }
}
