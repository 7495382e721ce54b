package io.curfew.config;

import io.curfew.config.TrustedIps.Range;
import java.util.ArrayList;
import java.util.List;

/** Forms of values that are IP addresses. No name is looked up: whoever answers for it could change who is trusted. */
final class IpForms {
    private static final int BITS = 2 * Long.SIZE;

    static final Form<TrustedIps> TRUSTED = Form.open("list", IpForms::trusted);

    private IpForms() {}

    private static TrustedIps trusted(String value) throws MalformedValueException {
        List<Range> ranges = new ArrayList<>();
        for (String part : Forms.list(value)) {
            if (part.equals("unix:")) {
                throw new MalformedValueException(
                        "The gateway does not listen on a Unix socket, so nobody comes from 'unix:'. Take it out.");
            }
            Range range = range(part);
            if (ranges.contains(range)) {
                throw new MalformedValueException(Shown.quoted(part) + " is in the list twice.");
            }
            ranges.add(range);
        }
        return new TrustedIps(ranges);
    }

    private static Range range(String part) throws MalformedValueException {
        int slash = part.indexOf('/');
        String text = slash < 0 ? part : part.substring(0, slash);
        IpAddress address = IpAddress.of(text);
        if (address == null) {
            throw MalformedValueException.of(
                    part, "an IP address, alone or with '/' and a number of bits; names are not looked up");
        }
        if (slash < 0) {
            return new Range(address);
        }
        int own = text.indexOf(':') < 0 ? Integer.SIZE : BITS;
        int written = (int) Forms.number(part.substring(slash + 1), "a number of bits", 0, own);
        int bits = BITS - own + written;
        if (!address.endsWithin(bits)) {
            throw new MalformedValueException("The address of " + Shown.quoted(part) + " goes on behind its first "
                    + written + " bits. Write the first address of the range, or more bits.");
        }
        return new Range(address, bits);
    }
}
