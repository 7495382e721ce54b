package io.curfew.proxy;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;

/**
 * The client's connection as Open Liberty holds it. The Servlet API has no way to break an answer off: however a servlet ends,
 * the container completes the answer, so that half of one would pass for a whole one. Its own interfaces can; they are not visible
 * to applications at compile time, so they are called by name.
 */
final class ClientConnectionContext {
    private static final System.Logger LOG = System.getLogger(ClientConnectionContext.class.getName());

    private ClientConnectionContext() {}

    /** Closes the connection without completing the answer; false where the container is another one. */
    static boolean breakOff(HttpServletRequest request, IOException cause) {
        ServletRequest inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        try {
            Object connection = call(call(inner, "getIRequest"), "getHttpInboundConnection");
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
