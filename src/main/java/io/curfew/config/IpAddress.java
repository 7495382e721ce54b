package io.curfew.config;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An IP address in 128 bits. An IPv4 address is the same whether it is written as one or as an IPv6 address ({@code ::ffff:10.0.0.1},
 * RFC 4291, section 2.5.5.2).
 *
 * @param high its first 64 bits
 * @param low the others
 */
public record IpAddress(long high, long low) {
    private static final int GROUPS = 8;
    private static final int LONGEST = 45;

    /** What an IPv4 address has before its own 32 bits. */
    private static final long MAPPED = 0xFFFFL << 32;

    /** The address that a text is, or null. A name is none: nothing is ever looked up. */
    public static @Nullable IpAddress of(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        if (text.indexOf(':') >= 0) {
            return ipv6(text);
        }
        long bits = ipv4(text, 0);
        return bits < 0 ? null : new IpAddress(0, MAPPED | bits);
    }

    /** As people write it: four decimal numbers, or as RFC 5952 says. */
    public String written() {
        if (isIpv4()) {
            return IntStream.of(24, 16, 8, 0)
                    .mapToObj(shift -> Long.toString((low >>> shift) & 0xFF))
                    .collect(Collectors.joining("."));
        }
        int start = -1;
        int longest = 1;
        for (int from = 0; from < GROUPS; from++) {
            int end = from;
            while (end < GROUPS && group(end) == 0) {
                end++;
            }
            if (end - from > longest) {
                start = from;
                longest = end - from;
            }
        }
        return start < 0 ? groups(0, GROUPS) : groups(0, start) + "::" + groups(start + longest, GROUPS);
    }

    private String groups(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(group -> Integer.toHexString(group(group)))
                .collect(Collectors.joining(":"));
    }

    private int group(int place) {
        int behind = (GROUPS - 1 - place) * Short.SIZE;
        long half = behind >= Long.SIZE ? high >>> (behind - Long.SIZE) : low >>> behind;
        return (int) (half & 0xFFFF);
    }

    /** Whether it is one of the IPv4 addresses, however it was written. */
    public boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    /** Whether the first bits, counted in 128, are the same in another one. */
    boolean sharesFirst(int bits, IpAddress other) {
        return ((high ^ other.high) & mask(bits)) == 0 && ((low ^ other.low) & mask(bits - Long.SIZE)) == 0;
    }

    /** Whether nothing is set behind the first bits. */
    boolean endsWithin(int bits) {
        return (high & ~mask(bits)) == 0 && (low & ~mask(bits - Long.SIZE)) == 0;
    }

    private static long mask(int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
    }

    /** The 32 bits of four decimal numbers, or -1. A number with a leading zero is octal to some readers, so it is none here. */
    private static long ipv4(String text, int from) {
        long bits = 0;
        int at = from;
        for (int part = 0; part < 4; part++) {
            int number = 0;
            int start = at;
            while (at < text.length() && at - start < 3 && isDigit(text.charAt(at))) {
                number = number * 10 + text.charAt(at++) - '0';
            }
            boolean ends = part < 3 ? at < text.length() && text.charAt(at) == '.' : at == text.length();
            if (at == start || number > 255 || (at - start > 1 && text.charAt(start) == '0') || !ends) {
                return -1;
            }
            bits = bits << 8 | number;
            at++;
        }
        return bits;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static @Nullable IpAddress ipv6(String text) {
        int[] groups = new int[GROUPS];
        int count = 0;
        int gap = text.startsWith("::") ? 0 : -1;
        int at = gap < 0 ? 0 : 2;
        while (at < text.length()) {
            int colon = text.indexOf(':', at);
            int end = colon < 0 ? text.length() : colon;
            if (colon < 0 && text.indexOf('.', at) >= 0) {
                long ipv4 = ipv4(text, at);
                if (ipv4 < 0 || count > GROUPS - 2) {
                    return null;
                }
                groups[count++] = (int) (ipv4 >>> 16);
                groups[count++] = (int) (ipv4 & 0xFFFF);
                break;
            }
            int group = group(text, at, end);
            if (group < 0 || count == GROUPS) {
                return null;
            }
            groups[count++] = group;
            at = end + 1;
            if (at < text.length() && text.charAt(at) == ':') {
                if (gap >= 0) {
                    return null;
                }
                gap = count;
                at++;
            } else if (at == text.length()) {
                return null;
            }
        }
        return ofGroups(groups, count, gap);
    }

    /** Four hexadecimal digits at most, or -1. */
    private static int group(String text, int from, int end) {
        int group = end > from && end - from <= 4 ? 0 : -1;
        for (int i = from; i < end && group >= 0; i++) {
            char c = text.charAt(i);
            int digit = c <= 'f' ? Character.digit(c, 16) : -1;
            group = digit < 0 ? -1 : group << 4 | digit;
        }
        return group;
    }

    /** @param gap before which group the two colons stand that take the place of one or more zeros; negative for none */
    private static @Nullable IpAddress ofGroups(int[] groups, int count, int gap) {
        if (gap < 0 ? count != GROUPS : count == GROUPS) {
            return null;
        }
        int left = gap < 0 ? count : gap;
        long high = 0;
        long low = 0;
        for (int i = 0; i < GROUPS; i++) {
            int fromRight = i - (GROUPS - count);
            long group = i < left ? groups[i] : fromRight >= left ? groups[fromRight] : 0;
            if (i < GROUPS / 2) {
                high = high << 16 | group;
            } else {
                low = low << 16 | group;
            }
        }
        return new IpAddress(high, low);
    }
}
