package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import io.curfew.config.UpstreamSettings.TokenHeader;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The rows of the signed assertion for upstreams, behind those of {@link UpstreamParameters}. */
final class AssertionParameters {
    /** An assertion outlives the session it tells of, so it must not live for long. */
    private static final int LONGEST = 600;

    private static final int SHORTEST = 10;

    /** Of visible ASCII; applications list their audiences between commas. */
    private static final Pattern AUDIENCE_TEXT = Pattern.compile("[!-+.-~-]{1,255}");

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<TokenHeader> HEADER = TABLE.row(
            "upstream_assertion_header",
            Scope.BOTH,
            HeaderForms.TOKEN_HEADER,
            null,
            "the request header that carries a JWT of the gateway that says who the user is, for example"
                    + " `authorization:bearer`");
    static final Parameter<String> AUDIENCE = TABLE.row(
            "upstream_assertion_audience",
            Scope.ROUTE,
            Form.open("text", AssertionParameters::audience),
            null,
            "whom it is for (`aud`); if not set, the route's name");
    static final Parameter<Duration> LIFETIME = TABLE.row(
            "upstream_assertion_lifetime",
            Scope.BOTH,
            Forms.seconds(SHORTEST, LONGEST),
            "60",
            "how long it is good for, from 10 to 600; one is used again until half of that is over");

    private AssertionParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }

    private static String audience(String value) throws MalformedValueException {
        if (!AUDIENCE_TEXT.matcher(value).matches()) {
            throw MalformedValueException.of(
                    value, "one audience: at most 255 characters of visible ASCII without a comma");
        }
        return value;
    }

    /** Whom the assertions of a route are for. */
    static String audience(RouteValues route) {
        return route.find(AUDIENCE).orElse(route.name());
    }
}
