package io.curfew.session;

import org.jspecify.annotations.Nullable;

/**
 * From where somebody signed in, to be shown to them again. Anybody's words: the browser's name is what it says of itself.
 *
 * @param browser {@code User-Agent}, at most {@link #LONGEST} characters and none that is not printed; null when it sent none
 * @param address the address of the client; null when it is not known
 */
public record SignInPlace(
        @Nullable String browser, @Nullable String address) {
    /** Nothing is known of it. */
    public static final SignInPlace UNKNOWN = new SignInPlace(null, null);

    static final int LONGEST = 256;

    public SignInPlace {
        browser = visible(browser);
        address = visible(address);
    }

    private static @Nullable String visible(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
            char c = text.charAt(i);
            // the container hands each byte over as one character, and some of them move the cursor
            if (c >= 0x20 && c < 0x7f) {
                out.append(c);
            }
        }
        return out.isEmpty() ? null : out.toString();
    }

    /** Both in one text. */
    String asText() {
        return (browser == null ? "" : browser) + "\n" + (address == null ? "" : address);
    }

    /** Reads what {@link #asText} wrote, also with lines that a later version may add. */
    static SignInPlace ofText(String text) {
        String[] lines = text.split("\n", -1);
        return new SignInPlace(lines[0], lines.length > 1 ? lines[1] : null);
    }

    @Override
    public String toString() {
        return "[place of a sign-in]";
    }
}
