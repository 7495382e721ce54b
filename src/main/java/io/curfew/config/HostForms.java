package io.curfew.config;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Forms of values that name hosts. */
final class HostForms {
    private static final int LONGEST_NAME = 253;

    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    static final Form<List<String>> HOSTS = Form.open("list", HostForms::hosts);

    private HostForms() {}

    private static List<String> hosts(String value) throws MalformedValueException {
        Set<String> hosts = new LinkedHashSet<>();
        for (String part : Forms.list(value)) {
            if (!hosts.add(host(part))) {
                throw new MalformedValueException("The host " + Shown.quoted(part) + " is in the list twice.");
            }
        }
        return List.copyOf(hosts);
    }

    /** As browsers write it in an origin, so that what is made of it equals what they send. */
    private static String host(String text) throws MalformedValueException {
        if (text.indexOf('*') >= 0) {
            throw new MalformedValueException("The host " + Shown.quoted(text) + " is a pattern. Name each host:"
                    + " each has a redirect URI of its own at the provider.");
        }
        if (text.indexOf(':') >= 0) {
            throw new MalformedValueException("The host " + Shown.quoted(text) + " has a ':' in it."
                    + " Write a name or an IPv4 address; scheme and port are those of public_url.");
        }
        String host = text.toLowerCase(Locale.ROOT);
        boolean fits = host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
        if (!fits || !host.equals(URI.create("http://" + host).getHost())) {
            throw MalformedValueException.of(
                    text, "the name of a host: letters, digits and '-' between dots, no dot at its end; IDNs as xn--…");
        }
        return host;
    }
}
