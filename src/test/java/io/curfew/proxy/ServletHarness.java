package io.curfew.proxy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its response, as far as the proxy uses them; any other call fails the test. */
final class ServletHarness {
    String method = "GET";
    String protocol = "HTTP/1.1";

    @Nullable
    String query;

    InputStream body = new ByteArrayInputStream(new byte[0]);
    final List<HeaderField> requestHeaders = new ArrayList<>();
    final Map<String, Object> attributes = new HashMap<>();

    /** How many bytes the response holds back before it is committed. */
    int buffer = 8192;

    int status = 200;
    long contentLength = -1;
    boolean committed;
    final List<HeaderField> responseHeaders = new ArrayList<>();
    final ByteArrayOutputStream responseBody = new ByteArrayOutputStream();

    ServletHarness header(String name, String value) {
        requestHeaders.add(new HeaderField(name, value));
        return this;
    }

    void serve(ProxyServlet servlet) throws Exception {
        servlet.service((jakarta.servlet.ServletRequest) request(), response());
    }

    String text() {
        return responseBody.toString(StandardCharsets.UTF_8);
    }

    @Nullable
    String responseHeader(String name) {
        return responseHeaders.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .findFirst()
                .orElse(null);
    }

    private List<String> values(String name) {
        return requestHeaders.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .toList();
    }

    private HttpServletRequest request() {
        Map<String, Call> calls = Map.of(
                "getMethod", a -> method,
                "getProtocol", a -> protocol,
                "getQueryString", a -> query,
                "getRemoteAddr", a -> "192.0.2.7",
                "getAttribute", a -> attributes.get((String) a[0]),
                "getHeader", a -> values((String) a[0]).stream().findFirst().orElse(null),
                "getHeaders", a -> Collections.enumeration(values((String) a[0])),
                "getHeaderNames",
                        a -> Collections.enumeration(requestHeaders.stream()
                                .map(HeaderField::lowerCaseName)
                                .distinct()
                                .toList()),
                "getContentLengthLong",
                        a -> values("Content-Length").stream()
                                .findFirst()
                                .map(Long::parseLong)
                                .orElse(-1L),
                "isTrailerFieldsReady", a -> false);
        Map<String, Call> all = new HashMap<>(calls);
        all.put("getInputStream", a -> input());
        return proxy(HttpServletRequest.class, all);
    }

    private HttpServletResponse response() {
        Map<String, Call> calls = new HashMap<>();
        calls.put("setStatus", a -> status = (int) a[0]);
        calls.put("getHeader", a -> responseHeader((String) a[0]));
        calls.put("addHeader", a -> responseHeaders.add(new HeaderField((String) a[0], (String) a[1])));
        calls.put("setHeader", a -> set((String) a[0], (String) a[1]));
        calls.put("setContentType", a -> set("Content-Type", (String) a[0]));
        calls.put("setContentLength", a -> contentLength = (int) a[0]);
        calls.put("setContentLengthLong", a -> contentLength = (long) a[0]);
        calls.put("setTrailerFields", a -> null);
        calls.put("isCommitted", a -> committed);
        calls.put("getOutputStream", a -> output());
        calls.put("reset", a -> {
            responseHeaders.clear();
            responseBody.reset();
            contentLength = -1;
            return null;
        });
        return proxy(HttpServletResponse.class, calls);
    }

    private @Nullable Object set(String name, String value) {
        responseHeaders.removeIf(field -> field.is(name));
        responseHeaders.add(new HeaderField(name, value));
        return null;
    }

    private ServletInputStream input() {
        return new ServletInputStream() {
            @Override
            public int read() throws IOException {
                return body.read();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return body.read(bytes, offset, length);
            }

            @Override
            public boolean isFinished() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isReady() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int octet) {
                responseBody.write(octet);
                committed |= responseBody.size() > buffer;
            }

            @Override
            public void flush() {
                committed = true;
            }

            @Override
            public boolean isReady() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private interface Call {
        @Nullable
        Object with(Object[] arguments) throws IOException;
    }

    private static <T> T proxy(Class<T> type, Map<String, Call> calls) {
        InvocationHandler handler = (self, method, arguments) -> {
            Call call = calls.get(method.getName());
            if (call == null) {
                throw new UnsupportedOperationException(method.toString());
            }
            Object answer = call.with(arguments == null ? new Object[0] : arguments);
            return method.getReturnType() == void.class ? null : answer;
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
