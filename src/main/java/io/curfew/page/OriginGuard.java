package io.curfew.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that ends something is the user's own doing: another site must not sign anybody out (logout CSRF), and neither
 * must a browser that fetches a page in advance. It only looks at header fields that scripts of other sites cannot choose.
 */
public final class OriginGuard {
    private static final Set<String> READ_METHODS = Set.of("GET", "HEAD");
    private static final List<String> PREFETCH_FIELDS = List.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz");

    private OriginGuard() {}

    /** What the guard says. */
    public sealed interface Verdict {
        record Allowed() implements Verdict {}

        record Refused(Reason reason) implements Verdict {}
    }

    /** Why not. */
    public enum Reason {
        /** The browser fetches in advance; the user has not asked for anything. */
        PREFETCH,
        /** {@code Origin}, or without one {@code Referer}, names another origin or hides it. */
        FOREIGN_ORIGIN,
        /** {@code Sec-Fetch-Site} says that another site, or another host of this site, sent the browser. */
        CROSS_SITE,
        /** A GET that nothing shows to come from the gateway's own pages. */
        UNPROVEN
    }

    /**
     * Decides.
     *
     * @param ownOrigin the one under which the browser reaches the gateway, as browsers write it
     */
    public static Verdict check(String ownOrigin, String method, RequestHeaders headers) {
        if (PREFETCH_FIELDS.stream().map(headers::first).anyMatch(OriginGuard::saysPrefetch)) {
            return new Verdict.Refused(Reason.PREFETCH);
        }
        String site = headers.first("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return new Verdict.Refused(Reason.CROSS_SITE);
        }
        String origin = headers.first("Origin");
        if (origin != null) {
            return isOwn(ownOrigin, origin, site) ? new Verdict.Allowed() : new Verdict.Refused(Reason.FOREIGN_ORIGIN);
        }
        return site != null ? new Verdict.Allowed() : withoutProof(ownOrigin, method, headers.first("Referer"));
    }

    /**
     * A page with {@code Referrer-Policy: no-referrer} makes browsers write {@code Origin: null} even towards its own origin;
     * {@code Sec-Fetch-Site} then still tells it from a sandboxed frame or a redirect through another site.
     */
    private static boolean isOwn(String ownOrigin, String origin, @Nullable String site) {
        return origin.equals(ownOrigin) || (origin.equals("null") && "same-origin".equals(site));
    }

    /** Browsers before 2023, browsers over plain http, and programs. */
    private static Verdict withoutProof(String ownOrigin, String method, @Nullable String referer) {
        if (referer != null) {
            return ownOrigin.equals(originOf(referer))
                    ? new Verdict.Allowed()
                    : new Verdict.Refused(Reason.FOREIGN_ORIGIN);
        }
        // SameSite=Lax keeps our cookie away from the forms and scripts of other sites, but not from their links.
        return READ_METHODS.contains(method) ? new Verdict.Refused(Reason.UNPROVEN) : new Verdict.Allowed();
    }

    private static boolean saysPrefetch(@Nullable String value) {
        if (value == null) {
            return false;
        }
        String purpose = value.toLowerCase(Locale.ROOT);
        return purpose.contains("prefetch") || purpose.contains("prerender") || purpose.contains("preview");
    }

    private static @Nullable String originOf(String url) {
        try {
            URI uri = new URI(url);
            return uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
