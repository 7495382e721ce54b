package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.Secret;
import io.curfew.fuzz.Input;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cookie values that somebody crafted. */
class SessionIdFuzzTest {
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-]{43}(\\.[A-Za-z0-9_-]{43})?");
    private static final Seal SEAL =
            new Seal(List.of(new Secret("0123456789abcdef0123456789abcdef")), new SecureRandom());

    /** The value of a session cookie. */
    @FuzzTest(maxDuration = "5m")
    void sessionCookie(byte[] bytes) {
        String value = Input.ofRequest(bytes, 1).part(0);
        Optional<SessionId> id = SessionId.parse(value);
        assertEquals(OURS.matcher(value).matches(), id.isPresent());
        id.ifPresent(found -> {
            assertEquals(value, found.value(), "what is printed is what was read");
            assertEquals(id, SessionId.parse(found.value()));
            assertEquals(new SessionId(value.substring(0, 43)).key(), found.key(), "all ids of a session have its key");
            assertFalse(found.key().value().contains(value.substring(0, 43)), "the key does not tell the id");
            assertFalse(found.toString().contains(value.substring(0, 43)));
            assertEquals(value.length() == 43, found.secretHash().equals(RollingId.FIRST));
        });
        if (!value.isEmpty()) {
            assertTrue(new SessionId(value).key().value().length() >= 8, "also of what is no id, as in a state");
        }
    }

    /** A purpose, what it is bound to, and a sealed text, which is a plain text too. */
    @FuzzTest(maxDuration = "5m")
    void sealedCookie(byte[] bytes) {
        Input input = Input.ofText(bytes, 3);
        String purpose = input.part(0);
        String owner = input.part(1);
        String text = input.part(2);
        assertEquals(Optional.empty(), SEAL.open(purpose, owner, text), "nobody else can seal");
        assertEquals(Optional.empty(), SEAL.open(purpose, owner, SEAL.keyIds().get(0) + "." + text));
        String sealed = SEAL.seal(purpose, owner, text);
        assertEquals(Optional.of(text), SEAL.open(purpose, owner, sealed));
        assertEquals(Optional.empty(), SEAL.open(purpose + owner, "", sealed + "A"));
        if (!owner.isEmpty()) {
            assertEquals(Optional.empty(), SEAL.open(purpose + owner, "", sealed), "bound to this purpose and owner");
        }
        // shorter ones may be a part of the name of the key, which begins what is sealed
        assertFalse(text.length() > 20 && sealed.contains(text), "nothing shows");
    }
}
