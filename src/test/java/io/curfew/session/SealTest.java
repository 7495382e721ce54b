package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.curfew.config.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String PLAIN = "a text, short and plain: é";

    private final Seal seal = seal("first secret");
    private final String sealed = seal.seal("purpose", "key", PLAIN);

    @Test
    void opensWhatItSealed() {
        assertEquals(Optional.of(PLAIN), seal.open("purpose", "key", sealed));
        assertEquals(Optional.of(""), seal.open("purpose", "key", seal.seal("purpose", "key", "")));
    }

    @Test
    void showsNothingAndNeverTheSameTwice() {
        assertFalse(sealed.contains("text"));
        assertNotEquals(sealed, seal.seal("purpose", "key", PLAIN));
    }

    @Test
    void opensOnlyForTheSamePurposeAndOwner() {
        assertEquals(Optional.empty(), seal.open("other purpose", "key", sealed));
        assertEquals(Optional.empty(), seal.open("purpose", "other key", sealed));
        assertEquals(Optional.empty(), seal.open("purpos", "ekey", sealed));
    }

    @Test
    void doesNotOpenWithAnotherSecret() {
        assertEquals(Optional.empty(), seal("another secret").open("purpose", "key", sealed));
    }

    @Test
    void secretsCanBeRotated() {
        Seal rotated = seal("second secret", "first secret");
        String sealedLater = rotated.seal("purpose", "key", PLAIN);

        assertEquals(Optional.of(PLAIN), rotated.open("purpose", "key", sealed));
        assertEquals(Optional.of(PLAIN), seal("second secret").open("purpose", "key", sealedLater));
        assertEquals(Optional.empty(), seal.open("purpose", "key", sealedLater));
    }

    @Test
    void doesNotOpenWhenAnyCharacterIsAnother() {
        for (int at = 0; at < sealed.length(); at++) {
            for (char other : new char[] {'A', 'B', '.', '=', '+', 'é'}) {
                if (sealed.charAt(at) != other) {
                    String tampered = sealed.substring(0, at) + other + sealed.substring(at + 1);
                    assertEquals(Optional.empty(), seal.open("purpose", "key", tampered), "at " + at + ": " + other);
                }
            }
        }
    }

    @Test
    void theLastCharacterCountsToo() {
        // base64 leaves bits of the last character unused; changing those must not go unseen
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String start = sealed.substring(0, sealed.length() - 1);
        long opening = alphabet.chars()
                .filter(last -> seal.open("purpose", "key", start + (char) last).isPresent())
                .count();
        assertEquals(1, opening);
    }

    @Test
    void neverThrowsWhateverItIsGiven() {
        Random random = new Random(1);
        Stream<String> garbage = Stream.generate(() -> random.ints(random.nextInt(80), 0, 300)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .limit(2_000);
        String id = sealed.substring(0, 9);
        Stream.concat(garbage, Stream.of("", ".", id, id + "A", id + "====", sealed + sealed, sealed + "A"))
                .flatMap(text -> Stream.of(text, id + text))
                .forEach(text -> assertEquals(Optional.empty(), seal.open("purpose", "key", text), text));
    }

    @Test
    void needsASecret() {
        assertThrows(IllegalArgumentException.class, () -> seal());
        assertThrows(IllegalArgumentException.class, () -> seal("good", ""));
    }

    @Test
    void derivesKeysAsTheFirstTestVectorOfRfc5869Says() {
        HexFormat hex = HexFormat.of();
        byte[] key = Hkdf.derive(
                hex.parseHex("0b".repeat(22)),
                hex.parseHex("000102030405060708090a0b0c"),
                hex.parseHex("f0f1f2f3f4f5f6f7f8f9"));
        assertEquals("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf", hex.formatHex(key));
    }

    private static Seal seal(String... secrets) {
        return new Seal(Stream.of(secrets).map(Secret::new).toList(), new SecureRandom());
    }
}
