package io.curfew.routing;

/**
 * A path after the one normalisation that routing, gate, logout suffix and forwarding share.
 *
 * <p>In the normal form (RFC 3986, section 6.2.2) unreserved characters stand for themselves, every other encoded byte is
 * written with upper-case hex digits, and there is nothing that two servers could read in two ways: what would need such a
 * reading is refused and not repaired. See {@link PathRefusal}.
 *
 * @param value starts with a slash, in its normal percent-encoding, without the context root and without the query
 */
public record RequestPath(String value) {
    public RequestPath {
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException("a request path starts with a slash");
        }
    }

    /**
     * Normalises a raw path and takes the context root off.
     *
     * @param rawRequestUri the undecoded path of the request target, without its query
     * @param contextPath the context root: empty, or a path that starts with a slash and does not end with one
     */
    public static PathVerdict of(String rawRequestUri, String contextPath) {
        PathVerdict verdict = PathNormalisation.of(rawRequestUri);
        if (contextPath.isEmpty() || !(verdict instanceof PathVerdict.Normal normal)) {
            return verdict;
        }
        if (!(PathNormalisation.of(contextPath) instanceof PathVerdict.Normal context)
                || !normal.path().isOnOrBelow(context.path().value())) {
            return new PathVerdict.Refused(PathRefusal.OUTSIDE_CONTEXT);
        }
        String rest = normal.path().value().substring(context.path().value().length());
        return new PathVerdict.Normal(new RequestPath(rest.isEmpty() ? "/" : rest));
    }

    /**
     * Whether this path is the given one or continues it with a further segment.
     *
     * @param prefix a path in its normal form that does not end with a slash; every path is below the empty one
     */
    public boolean isOnOrBelow(String prefix) {
        return isOnOrBelow(prefix, 0);
    }

    /** The same for what is left of this path from a position on. */
    boolean isOnOrBelow(String prefix, int from) {
        int end = from + prefix.length();
        return value.startsWith(prefix, from) && (value.length() == end || value.charAt(end) == '/');
    }
}
