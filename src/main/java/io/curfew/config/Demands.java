package io.curfew.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a session must have to pass on a route: all that is required, and nothing that is forbidden.
 *
 * @param required each must be met
 * @param forbidden claims that nobody who passes may have
 * @param fingerprint the same for the same demands and only then, on every node; it names what was decided about a session
 */
public record Demands(List<Demand> required, List<String> forbidden, String fingerprint) {
    /** None: who is signed in passes. */
    public static final Demands NONE = new Demands(List.of(), List.of(), "");

    private static final int FINGERPRINT_LENGTH = 32;

    public Demands {
        required = List.copyOf(required);
        forbidden = List.copyOf(forbidden);
    }

    /**
     * One demand: of a claim, the values of at least one set.
     *
     * @param parameter the name of the parameter that makes it
     * @param claim the name of the claim, or of claims within each other from the outside to the inside
     * @param anyOf alternatives; of each all are needed
     */
    public record Demand(String parameter, List<String> claim, List<Set<String>> anyOf) {
        public Demand {
            claim = List.copyOf(claim);
            anyOf = anyOf.stream().map(Set::copyOf).toList();
        }

        private String asText() {
            return parameter + "\n" + String.join("\n", claim) + "\n\n"
                    + String.join(
                            "\n",
                            anyOf.stream()
                                    .map(set -> String.join(" ", new TreeSet<>(set)))
                                    .toList())
                    + "\n\n";
        }
    }

    /** Demands with their fingerprint. No part of them holds a control character, so nothing in one reads like a border. */
    public static Demands of(List<Demand> required, List<String> forbidden) {
        if (required.isEmpty() && forbidden.isEmpty()) {
            return NONE;
        }
        StringBuilder text = new StringBuilder();
        required.forEach(demand -> text.append(demand.asText()));
        text.append("not\n").append(String.join("\n", new TreeSet<>(forbidden)));
        return new Demands(required, forbidden, sha256(text.toString()).substring(0, FINGERPRINT_LENGTH));
    }

    /** Whether there is nothing to decide. */
    public boolean areNone() {
        return fingerprint.isEmpty();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
