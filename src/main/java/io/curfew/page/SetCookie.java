package io.curfew.page;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cookie of the gateway on its way to the browser. All have {@code Path=/; HttpOnly; SameSite=Lax}, so that one can be
 * cleared with the very attributes it was set with: a browser ignores the clearing of a {@code __Host-} cookie otherwise.
 *
 * @param name a token (RFC 6265, section 4.1.1)
 * @param value cookie octets, without quotes
 * @param maxAge how long it lives; zero clears it; null until the browser closes
 * @param secure whether it is for https only: true exactly when browsers reach the gateway by https
 */
public record SetCookie(String name, String value, @Nullable Duration maxAge, boolean secure) {
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
        if (name.startsWith("__") && !secure) {
            throw new IllegalArgumentException("Browsers refuse the cookie " + name + " over plain http.");
        }
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
        return name + "=" + value + "; Path=/" + (maxAge == null ? "" : "; Max-Age=" + maxAge.toSeconds())
                + (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax";
    }

    @Override
    public String toString() {
        return "[cookie " + name + "]";
    }
}
