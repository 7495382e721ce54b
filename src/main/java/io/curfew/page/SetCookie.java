package io.curfew.page;

import io.curfew.config.CookieAttributes;
import io.curfew.config.SameSite;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of the gateway on its way to the browser. One is cleared with the very attributes it was set with: a browser ignores
 * the clearing otherwise.
 *
 * @param name a token (RFC 6265, section 4.1.1)
 * @param value cookie octets, without quotes
 * @param maxAge how long it lives; zero clears it; null until the browser closes
 */
public record SetCookie(String name, String value, @Nullable Duration maxAge, CookieAttributes attributes) {
    /** How the names of cookies of logins under way begin, behind the prefix of {@link #hostName}. */
    public static final String OF_LOGIN = "curfew-login-";

    /** The name of the header field. */
    public static final String HEADER = "Set-Cookie";

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern OCTETS = Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]*");

    public SetCookie {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("A cookie cannot have this name.");
        }
        if (!OCTETS.matcher(value).matches()) {
            throw new IllegalArgumentException("The cookie " + name + " cannot have this value.");
        }
        if (name.startsWith("__") && !attributes.secure()) {
            throw new IllegalArgumentException("Browsers refuse the cookie " + name + " over plain http.");
        }
    }

    /**
     * One with {@code Path=/; HttpOnly; SameSite=Lax}.
     *
     * @param secure whether it is for https only: true exactly when browsers reach the gateway by https
     */
    public SetCookie(String name, String value, @Nullable Duration maxAge, boolean secure) {
        this(name, value, maxAge, CookieAttributes.ofHost(secure));
    }

    /** Takes the cookie of this name and these attributes from the browser. */
    public static SetCookie cleared(String name, CookieAttributes attributes) {
        return new SetCookie(name, "", Duration.ZERO, attributes);
    }

    /** Takes the cookie of this name from the browser. */
    public static SetCookie cleared(String name, boolean secure) {
        return new SetCookie(name, "", Duration.ZERO, secure);
    }

    /** The name that a cookie of the gateway has: with the prefix that pins it to this very host, where browsers allow it. */
    public static String hostName(String name, boolean secure) {
        return secure ? "__Host-" + name : name;
    }

    /** The value of the {@code Set-Cookie} header field. */
    public String header() {
        String domain = attributes.domain();
        return name + "=" + value + "; Path=" + attributes.path() + (domain == null ? "" : "; Domain=" + domain)
                + (maxAge == null ? "" : "; Max-Age=" + maxAge.toSeconds())
                + (attributes.secure() ? "; Secure" : "")
                + (attributes.httpOnly() ? "; HttpOnly" : "")
                + (attributes.sameSite() == SameSite.DEFAULT
                        ? ""
                        : "; SameSite=" + attributes.sameSite().word());
    }

    @Override
    public String toString() {
        return "[cookie " + name + "]";
    }
}
