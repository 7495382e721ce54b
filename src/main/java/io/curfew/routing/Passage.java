package io.curfew.routing;

/**
 * What the gate notes on a request that it lets through, besides {@link RouteMatch#ATTRIBUTE}. A door that does not find its note
 * answers nothing: the container may read a path differently than the gate did.
 */
public final class Passage {
    /** {@code TRUE} on a request that signs out. */
    public static final String SIGN_OUT = "io.curfew.routing.SignOut";

    /** {@code TRUE} on a request that the gate lets through without a session, and only there. */
    public static final String ANONYMOUS = "io.curfew.routing.Anonymous";

    /** {@code TRUE} besides {@link #ANONYMOUS} when the request shows an access token that does not count: it is not forwarded. */
    public static final String BAD_TOKEN = "io.curfew.routing.BadToken";

    /** {@code TRUE} besides {@link #ANONYMOUS} on a CORS preflight: what it holds of a user's is not forwarded. */
    public static final String PREFLIGHT = "io.curfew.routing.Preflight";

    /** A list of the {@link io.curfew.page.SetCookie}s that go with the answer to a request, when its session gets new ids. */
    public static final String COOKIES = "io.curfew.routing.Cookies";

    /** The path below the reserved prefix, on a request for the gateway itself. */
    public static final String OWN_PATH = "io.curfew.routing.OwnPath";

    /** The {@link io.curfew.config.PublicUrl} at whose host a request for the gateway itself came. */
    public static final String PUBLIC_URL = "io.curfew.routing.PublicUrl";

    private Passage() {}
}
