package io.curfew.config;

import java.util.regex.Pattern;

/** How text from outside is repeated in faults and notices: one line, not long, without the password of a URL. */
final class Shown {
    private static final int LONGEST = 120;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    private static final Pattern USER_INFO = Pattern.compile("//.*@");

    private Shown() {}

    static String quoted(String text) {
        return "'" + plain(USER_INFO.matcher(text).replaceAll("//[hidden]@")) + "'";
    }

    static String plain(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll("?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
