package io.curfew.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the gateway itself answers, before any server interface writes it out. None may be stored by a cache.
 *
 * @param status the HTTP status
 * @param headers in order; a name may come more than once ({@code Set-Cookie})
 * @param body the text, to be sent as UTF-8; empty for none
 */
public record Answer(int status, List<Header> headers, String body) {
    private static final Header NO_STORE = new Header("Cache-Control", "no-store");

    /** A header field. */
    public record Header(String name, String value) {
        public Header {
            if (value.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
                throw new IllegalArgumentException("The header field " + name + " cannot have this value.");
            }
        }
    }

    public Answer {
        headers = List.copyOf(headers);
    }

    /** A page with its security headers. */
    public static Answer page(int status, Page page) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Content-Type", Page.MEDIA_TYPE));
        page.headers().forEach((name, value) -> headers.add(new Header(name, value)));
        return new Answer(status, headers, page.html());
    }

    /** A problem as its reader can use it: a page for a person, a problem document for a program. */
    public static Answer problem(Problem problem, RequestKind kind) {
        return kind == RequestKind.NAVIGATION
                ? page(problem.status(), new Page(problem.title(), List.of(problem.detail()), List.of()))
                : problem(problem);
    }

    /** An RFC 9457 problem document. */
    public static Answer problem(Problem problem) {
        return new Answer(
                problem.status(), List.of(new Header("Content-Type", Problem.MEDIA_TYPE), NO_STORE), problem.json());
    }

    /** A JSON document. */
    public static Answer json(int status, String document) {
        return new Answer(status, List.of(new Header("Content-Type", "application/json"), NO_STORE), document);
    }

    /** Sends the browser on with a GET, whatever the method of this request was (RFC 9110, section 15.4.4). */
    public static Answer seeOther(URI target) {
        return seeOther(target.toASCIIString());
    }

    /** The same, to a URL that a browser wrote itself: it may hold characters that browsers send and RFC 3986 does not know. */
    public static Answer seeOther(String location) {
        return new Answer(303, List.of(new Header("Location", location), NO_STORE), "");
    }

    /** The same answer with a cookie more. */
    public Answer with(SetCookie cookie) {
        return with(new Header(SetCookie.HEADER, cookie.header()));
    }

    /** The same answer with a header field more. */
    public Answer with(Header header) {
        return new Answer(
                status, Stream.concat(headers.stream(), Stream.of(header)).toList(), body);
    }

    /** The values of the header fields of this name. */
    public List<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .toList();
    }

    /** The body as it is sent. */
    public byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
