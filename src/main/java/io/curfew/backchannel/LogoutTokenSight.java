package io.curfew.backchannel;

import io.curfew.provider.OutsideText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a step of the verification has looked at, in sentences: never the token, nor whose it is. */
final class LogoutTokenSight {
    private static final int MOST_SHOWN = 5;

    private LogoutTokenSight() {}

    /** Of a step that was made. */
    static String of(LogoutTokenStep step, LogoutTokenCase one) {
        return switch (step) {
            case SIZE -> "It has " + one.length() + " characters, of at most " + LogoutTokenCase.LONGEST_TOKEN + ".";
            case ENCRYPTION, FORM, KEY, SIGNATURE -> "";
            case SIGNED -> "The header has " + shown("alg", one.header()) + ".";
            case ALGORITHM ->
                "The header has " + shown("alg", one.header()) + ", registered is "
                        + one.registration().provider().signingAlgorithm() + ".";
            case EXTENSIONS -> "The header has " + shown("crit", one.header()) + ".";
            case TYPE -> "The header has " + shown("typ", one.header()) + ".";
            case KEY_ID -> "The header has " + shown("kid", one.header()) + ".";
            case ISSUER -> "It has " + shown("iss", claims(one)) + ".";
            case AUDIENCE -> "It has " + shown("aud", claims(one)) + ".";
            case TIMES -> times(one);
            case SUBJECT -> "It has " + present("sub", one) + " and " + present("sid", one) + ".";
            case EVENTS -> "It has " + shown("events", claims(one)) + ".";
            case NONCE -> "It has " + present("nonce", one) + ".";
            case IDENTIFIER -> "It has " + present("jti", one) + ".";
        };
    }

    private static Map<String, Object> claims(LogoutTokenCase one) {
        return one.parsed().claims();
    }

    private static String times(LogoutTokenCase one) {
        LogoutClaims claims = one.claims();
        return Stream.of("iat", "exp", "nbf")
                .map(name -> claims.time(name)
                        .map(time -> "'" + name + "' is " + away(one.now(), time))
                        .orElse("no '" + name + "' that is a time"))
                .collect(Collectors.joining(
                        ", ",
                        "By this node's clock: ",
                        ". The leeway is "
                                + one.registration().provider().leeway().toSeconds() + " s."));
    }

    private static String away(Instant now, Instant time) {
        long seconds = Duration.between(now, time).toSeconds();
        return seconds < 0 ? -seconds + " s ago" : "in " + seconds + " s";
    }

    private static String present(String name, LogoutTokenCase one) {
        return (claims(one).containsKey(name) ? "a '" : "no '") + name + "'";
    }

    private static String shown(String name, Map<String, Object> members) {
        return members.containsKey(name) ? "'" + name + "' " + value(members.get(name)) : "no '" + name + "'";
    }

    private static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Map<?, ?> map) {
            return "with " + all(List.copyOf(map.keySet()));
        }
        return value instanceof List<?> list ? all(list) : "that is not a text";
    }

    private static String all(List<?> values) {
        String some = values.stream()
                .limit(MOST_SHOWN)
                .map(one -> one instanceof String text ? quoted(text) : "something that is not a text")
                .collect(Collectors.joining(", "));
        return values.isEmpty() ? "nothing" : some + (values.size() > MOST_SHOWN ? ", and more" : "");
    }

    private static String quoted(String text) {
        return "\"" + OutsideText.shown(text) + "\"";
    }
}
