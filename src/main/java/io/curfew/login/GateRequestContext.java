package io.curfew.login;

import io.curfew.page.RequestCookies;
import io.curfew.page.RequestKind;
import io.curfew.routing.LogoutTrigger;
import io.curfew.routing.RouteMatch;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as the gate sees it. Where a route signs out by a form argument, the start of a form body is read here and given
 * again to whoever reads the request after the gate; so is the first byte of a body that only reading can find.
 */
final class GateRequestContext extends HttpServletRequestWrapper implements GateRequest {
    /** More of a form body than this is never searched for the sign-out argument. */
    static final int LONGEST_FORM = 64 * 1024;

    private byte @Nullable [] bodyStart;
    private @Nullable RequestCookies cookies;

    GateRequestContext(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String method() {
        return getMethod();
    }

    @Override
    public String host() {
        return getServerName();
    }

    @Override
    public String rawPath() {
        return getRequestURI();
    }

    @Override
    public @Nullable String rawQuery() {
        return getQueryString();
    }

    @Override
    public Optional<String> cookie(String name) {
        return cookies().only(name);
    }

    @Override
    public List<String> fields(String name) {
        return Collections.list(getHeaders(name));
    }

    @Override
    public String remoteAddress() {
        return getRemoteAddr();
    }

    @Override
    public String scheme() {
        return getScheme();
    }

    @Override
    public List<String> cookieNames() {
        return cookies().pairs().stream().map(RequestCookies.Pair::name).toList();
    }

    private RequestCookies cookies() {
        RequestCookies read = cookies;
        if (read == null) {
            read = RequestCookies.of(fields("Cookie"));
            cookies = read;
        }
        return read;
    }

    @Override
    public RequestKind kind() {
        return RequestKind.of(getMethod(), this::getHeader);
    }

    /** What the Fetch standard calls a CORS-preflight request, which has no body. */
    @Override
    public boolean isPreflight() {
        return getMethod().equals("OPTIONS")
                && getHeader("Origin") != null
                && getHeader("Access-Control-Request-Method") != null
                && !hasBody();
    }

    private boolean hasBody() {
        long length = getContentLengthLong();
        if (length >= 0 || getProtocol().startsWith("HTTP/1")) {
            return length > 0 || getHeader("Transfer-Encoding") != null;
        }
        // HTTP/2 frames a body without announcing it: only a first byte tells
        return bodyStart(1).length > 0;
    }

    @Override
    public boolean signsOut(RouteMatch match) {
        if (LogoutTrigger.signsOut(match, getMethod(), getQueryString())) {
            return true;
        }
        String argument = match.route().logout().postArg();
        return argument != null
                && LogoutTrigger.dependsOnBody(match, getMethod(), getContentType())
                && LogoutTrigger.namesArgument(readForm(), argument);
    }

    private String readForm() {
        byte[] start = bodyStart(LONGEST_FORM + 1);
        return start.length > LONGEST_FORM ? "" : new String(start, StandardCharsets.ISO_8859_1);
    }

    private byte[] bodyStart(int bytes) {
        try {
            byte[] start = bodyStart;
            if (start == null) {
                start = getRequest().getInputStream().readNBytes(bytes);
                bodyStart = start;
            }
            return start;
        } catch (IOException e) {
            throw new UnreadableBodyException(e);
        }
    }

    /** Whether later readers need this object instead of the container's request. */
    boolean bodyWasRead() {
        return bodyStart != null;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        byte[] start = bodyStart;
        ServletInputStream rest = super.getInputStream();
        return start == null
                ? rest
                : new ReplayedBodyContext(new SequenceInputStream(new ByteArrayInputStream(start), rest), rest);
    }

    /** A body whose start was read before. */
    private static final class ReplayedBodyContext extends ServletInputStream {
        private final InputStream whole;
        private final ServletInputStream rest;

        ReplayedBodyContext(InputStream whole, ServletInputStream rest) {
            this.whole = whole;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            return whole.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return whole.read(bytes, offset, length);
        }

        @Override
        public boolean isFinished() {
            return rest.isFinished();
        }

        @Override
        public boolean isReady() {
            return rest.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("A form body whose start was read is read blocking.");
        }
    }
}
