package io.curfew.routing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** One pass over one raw path; stops at the first thing that is not safe. */
final class PathNormalisation {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** What RFC 3986 allows in a segment besides unreserved characters, without the semicolon. */
    private static final String OTHER_SEGMENT_CHARACTERS = "!$&'()*+,=:@";

    private final String raw;
    private final StringBuilder normal;
    private boolean beyondAscii;

    private PathNormalisation(String raw) {
        this.raw = raw;
        this.normal = new StringBuilder(raw.length() + 16);
    }

    static PathVerdict of(String raw) {
        if (!raw.startsWith("/")) {
            return new PathVerdict.Refused(PathRefusal.NOT_A_PATH);
        }
        PathNormalisation pass = new PathNormalisation(raw);
        PathRefusal refusal = pass.refusal();
        return refusal == null
                ? new PathVerdict.Normal(new RequestPath(pass.normal.toString()))
                : new PathVerdict.Refused(refusal);
    }

    private @Nullable PathRefusal refusal() {
        PathRefusal refusal = characters();
        if (refusal == null) {
            refusal = segments();
        }
        if (refusal == null && beyondAscii) {
            refusal = utf8();
        }
        return refusal;
    }

    private @Nullable PathRefusal characters() {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            PathRefusal refusal;
            if (c == '%') {
                refusal = encoded(i);
                i += 2;
            } else {
                refusal = plain(c);
            }
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private @Nullable PathRefusal plain(char c) {
        if (isUnreserved(c) || c == '/' || OTHER_SEGMENT_CHARACTERS.indexOf(c) >= 0) {
            normal.append(c);
            return null;
        }
        if (c == ' ' || c == '#' || c == '?' || c > 0x7F) {
            return PathRefusal.FORBIDDEN_CHARACTER;
        }
        PathRefusal refusal = ambiguous(c);
        if (refusal == null) {
            // Browsers send brackets, bars and the like raw, though RFC 3986 wants them encoded.
            encode(c);
        }
        return refusal;
    }

    private @Nullable PathRefusal encoded(int percent) {
        if (percent + 2 >= raw.length()
                || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                || !HexFormat.isHexDigit(raw.charAt(percent + 2))) {
            return PathRefusal.INVALID_ENCODING;
        }
        char octet = (char) HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
        if (isUnreserved(octet)) {
            normal.append(octet);
            return null;
        }
        if (octet == '/') {
            return PathRefusal.ENCODED_SLASH;
        }
        beyondAscii |= octet > 0x7F;
        encode(octet);
        return ambiguous(octet);
    }

    private void encode(char octet) {
        normal.append('%').append(HEX.toHexDigits((byte) octet));
    }

    private static @Nullable PathRefusal ambiguous(char c) {
        if (c < 0x20 || c == 0x7F) {
            return PathRefusal.CONTROL_CHARACTER;
        }
        if (c == '\\') {
            return PathRefusal.BACKSLASH;
        }
        return c == ';' ? PathRefusal.PARAMETER : null;
    }

    private @Nullable PathRefusal segments() {
        int start = 1;
        while (start < normal.length()) {
            int slash = normal.indexOf("/", start);
            int end = slash < 0 ? normal.length() : slash;
            if (end == start) {
                return PathRefusal.EMPTY_SEGMENT;
            }
            if (normal.charAt(start) == '.'
                    && (end == start + 1 || (end == start + 2 && normal.charAt(start + 1) == '.'))) {
                return PathRefusal.DOT_SEGMENT;
            }
            start = end + 1;
        }
        return null;
    }

    private @Nullable PathRefusal utf8() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(normal.length());
        for (int i = 0; i < normal.length(); i++) {
            if (normal.charAt(i) == '%') {
                octets.write(HexFormat.fromHexDigits(normal, i + 1, i + 3));
                i += 2;
            } else {
                octets.write(normal.charAt(i));
            }
        }
        try {
            CharSequence text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray()));
            return text.chars().anyMatch(Character::isISOControl) ? PathRefusal.CONTROL_CHARACTER : null;
        } catch (CharacterCodingException e) {
            return PathRefusal.INVALID_UTF8;
        }
    }

    /** RFC 3986, section 2.3. */
    static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
