package io.curfew.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.curfew.config.CookieAttributes;
import io.curfew.config.SameSite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {
    @Test
    void overHttpsItIsSecure() {
        assertEquals(
                "__Host-curfew=abc; Path=/; Secure; HttpOnly; SameSite=Lax",
                new SetCookie("__Host-curfew", "abc", null, true).header());
    }

    @Test
    void overHttpItIsNot() {
        assertEquals(
                "curfew=abc; Path=/; Max-Age=600; HttpOnly; SameSite=Lax",
                new SetCookie("curfew", "abc", Duration.ofMinutes(10), false).header());
    }

    @Test
    void clearingHasTheAttributesOfSetting() {
        assertEquals(
                "__Host-curfew=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax",
                SetCookie.cleared("__Host-curfew", true).header());
        assertEquals(
                "curfew=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax",
                SetCookie.cleared("curfew", false).header());
    }

    @Test
    void theHostPrefixNeedsHttps() {
        assertEquals("__Host-curfew-logout", SetCookie.hostName("curfew-logout", true));
        assertEquals("curfew-logout", SetCookie.hostName("curfew-logout", false));
        assertThrows(IllegalArgumentException.class, () -> SetCookie.cleared("__Host-curfew", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a,b", "a\"b", "a\\b", "a\r\nSet-Cookie: x=y", "ü", "a\u007f"})
    void aValueCannotBreakOut(String value) {
        assertThrows(IllegalArgumentException.class, () -> new SetCookie("curfew", value, null, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "a\nb", "ü"})
    void aNameCannotBreakOut(String name) {
        assertThrows(IllegalArgumentException.class, () -> new SetCookie(name, "value", null, true));
    }

    @Test
    void isNotPrintedWithItsValue() {
        assertFalse(new SetCookie("curfew", "precious", null, true).toString().contains("precious"));
    }

    @Test
    void isSetAndClearedWithAttributesOfItsOwn() {
        CookieAttributes own = new CookieAttributes("/orders", "example.com", SameSite.STRICT, false, true);
        assertEquals(
                "__Secure-curfew=abc; Path=/orders; Domain=example.com; Secure; SameSite=Strict",
                new SetCookie("__Secure-curfew", "abc", null, own).header());
        assertEquals(
                "__Secure-curfew=; Path=/orders; Domain=example.com; Max-Age=0; Secure; SameSite=Strict",
                SetCookie.cleared("__Secure-curfew", own).header());
        CookieAttributes silent = new CookieAttributes("/", null, SameSite.DEFAULT, true, false);
        assertEquals("curfew=abc; Path=/; HttpOnly", new SetCookie("curfew", "abc", null, silent).header());
    }
}
