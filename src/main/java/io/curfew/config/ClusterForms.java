package io.curfew.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Forms of values that tell how nodes and servers are reached. No name is looked up here. */
final class ClusterForms {
    private static final int HIGHEST_PORT = 65535;

    /** One below the highest: the next one is taken too. */
    private static final int HIGHEST_BIND_PORT = HIGHEST_PORT - 1;

    private static final int MOST_NODES = 1000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6_LETTERS = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    /** The last label must not be a number: the likes of 10.0.1 are taken for short IPv4 addresses by some. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\\.)*"
                    + "(?![0-9]+\\.?$)[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\\.?");

    static final Form<ClusterKind> KIND = choice("`local`, `embedded` or `remote`", ClusterKind.values());
    static final Form<WhenSplit> WHEN_SPLIT = choice("`deny` or `serve`", WhenSplit.values());
    static final Form<String> WORDS = Form.open("word", ClusterForms::word);
    static final Form<String> HOST = Form.open("IP address or host name", ClusterForms::host);
    static final Form<String> DNS_NAME = Form.open("name", ClusterForms::name);
    static final Form<Integer> BIND_PORT =
            Form.open("port", value -> (int) Forms.number(value, "a port: a whole number", 1, HIGHEST_BIND_PORT));
    static final Form<Integer> SIZE =
            Form.open("number", value -> (int) Forms.number(value, "a whole number", 1, MOST_NODES));
    static final Form<List<Endpoint>> ENDPOINTS = Form.open("list of `host:port`", ClusterForms::endpoints);
    static final Form<Endpoint> MULTICAST = Form.open("`address:port`", ClusterForms::multicast);
    static final Form<Path> FILE = Form.open("PKCS12 file", ClusterForms::file);
    static final Form<String> TEXT = Form.open("text", ClusterForms::text);

    private ClusterForms() {}

    private static <T extends Enum<T>> Form<T> choice(String words, T[] all) {
        return Form.open(words, value -> {
            for (T one : all) {
                if (one.name().equalsIgnoreCase(value)) {
                    return one;
                }
            }
            throw MalformedValueException.of(
                    value,
                    Arrays.stream(all)
                            .map(one -> one.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ", "one of ", "")));
        });
    }

    private static String word(String value) throws MalformedValueException {
        if (!WORD.matcher(value).matches()) {
            throw MalformedValueException.of(
                    value, "a word: a letter or digit, then letters, digits and . _ - only, at most 100");
        }
        return value;
    }

    private static String host(String value) throws MalformedValueException {
        if (!isAddress(value) && !NAME.matcher(value).matches()) {
            throw MalformedValueException.of(value, "an IP address or the name of a host");
        }
        return value;
    }

    private static String name(String value) throws MalformedValueException {
        if (!NAME.matcher(value).matches()) {
            throw MalformedValueException.of(value, "a name in DNS");
        }
        return value;
    }

    private static boolean isAddress(String value) {
        return IPV4.matcher(value).matches() || isIpv6(value);
    }

    private static boolean isIpv6(String value) {
        try {
            // text of these letters is never looked up
            return IPV6_LETTERS.matcher(value).matches() && InetAddress.getByName("[" + value + "]") != null;
        } catch (UnknownHostException notAddress) {
            return false;
        }
    }

    private static List<Endpoint> endpoints(String value) throws MalformedValueException {
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : Forms.list(value)) {
            Endpoint endpoint = endpoint(part);
            if (!seen.add(endpoint.toString().toLowerCase(Locale.ROOT))) {
                throw new MalformedValueException(Shown.quoted(part) + " is in the list twice.");
            }
            endpoints.add(endpoint);
        }
        return endpoints;
    }

    private static Endpoint endpoint(String value) throws MalformedValueException {
        int colon = value.lastIndexOf(':');
        if (colon < 0) {
            throw MalformedValueException.of(value, "host:port");
        }
        int port = (int) Forms.number(
                value.substring(colon + 1),
                "the port in host:port (an IPv6 address in brackets): a whole number",
                1,
                HIGHEST_PORT);
        String host = value.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]") && isIpv6(host.substring(1, host.length() - 1))) {
            return new Endpoint(host.substring(1, host.length() - 1), port);
        }
        if (isIpv6(host)) {
            throw MalformedValueException.of(value, "host:port: an IPv6 address stands in brackets, as in [::1]:7800");
        }
        return new Endpoint(host(host), port);
    }

    private static Endpoint multicast(String value) throws MalformedValueException {
        Endpoint group = endpoint(value);
        try {
            if (isAddress(group.host()) && InetAddress.getByName(group.host()).isMulticastAddress()) {
                return group;
            }
        } catch (UnknownHostException notAddress) {
            // told below, with the other reasons
        }
        throw MalformedValueException.of(value, "a multicast address and a port, as in 239.1.2.3:7900");
    }

    private static Path file(String value) throws MalformedValueException {
        try {
            return Path.of(value).toAbsolutePath();
        } catch (InvalidPathException notPath) {
            throw MalformedValueException.of(value, "the path of a file");
        }
    }

    private static String text(String value) throws MalformedValueException {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw MalformedValueException.of(value, "text without control characters");
        }
        return value;
    }
}
