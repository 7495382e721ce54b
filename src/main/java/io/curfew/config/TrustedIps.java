package io.curfew.config;

import java.util.List;

/** The proxies in front that are believed about whom they forward a request for. */
public record TrustedIps(List<Range> ranges) {
    public static final TrustedIps NOBODY = new TrustedIps(List.of());

    public TrustedIps {
        ranges = List.copyOf(ranges);
    }

    /**
     * All addresses that agree with one in its first bits. One of IPv6 holds no IPv4 address, although {@code ::/0} covers their
     * place among the others.
     *
     * @param bits counted in 128, also for IPv4
     */
    public record Range(IpAddress first, int bits) {
        /** One address alone. */
        public Range(IpAddress only) {
            this(only, 2 * Long.SIZE);
        }

        boolean contains(IpAddress address) {
            return first.isIpv4() == address.isIpv4() && first.sharesFirst(bits, address);
        }

        /** Whether it is every address of its kind. */
        boolean isEverybody() {
            return bits <= (first.isIpv4() ? 2 * Long.SIZE - Integer.SIZE : 0);
        }
    }

    /** Whether the other end of a connection is one of them; its IPv6 zone, which means something on this machine only, does not count. */
    public boolean contains(String remoteAddress) {
        if (ranges.isEmpty()) {
            return false;
        }
        int zone = remoteAddress.indexOf('%');
        IpAddress address = IpAddress.of(zone < 0 ? remoteAddress : remoteAddress.substring(0, zone));
        if (address != null) {
            for (Range range : ranges) {
                if (range.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean areEverybody() {
        return ranges.stream().anyMatch(Range::isEverybody);
    }
}
