package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignOutArgumentsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false",
                "'', -, false",
                "sign_out, -, false",
                "return_to=/bye, /bye, false",
                "return_to=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d, https://a.example/?b=c&d, false",
                "a=b&return_to=/bye&c, /bye, false",
                "return_to=/bye&return_to=/bye, -, false",
                "return_to=/a&return_to=/b, -, false",
                "return_to, -, false",
                "return_to=, '', false",
                "Return_To=/bye, -, false",
                "return_to=%zz, -, false",
                "local, -, true",
                "local=, -, true",
                "local=1&return_to=/bye, /bye, true",
                "locally, -, false",
                "a=local, -, false"
            })
    void readsWhatAQuerySaysOnce(String query, String returnTo, boolean local) {
        assertEquals(new SignOutArguments(returnTo, local), SignOutArguments.of(query));
    }

    @Test
    void handsOnWhatItRead() {
        SignOutArguments both = new SignOutArguments("https://a.example/?b=c&d", true);

        assertEquals("?return_to=https%3A%2F%2Fa.example%2F%3Fb%3Dc%26d&local", both.query());
        assertEquals(both, SignOutArguments.of(both.query().substring(1)));
        assertEquals("", SignOutArguments.NONE.query());
    }
}
