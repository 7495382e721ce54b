package io.curfew.logout;

import java.util.Optional;

/** Text that travels through the browser without being readable or changeable there. */
public interface Sealing {
    /**
     * Seals a text for a URL or a cookie (base64url).
     *
     * @param purpose what it is for; opens for the same purpose only
     * @param boundTo opens together with the same text only
     */
    String seal(String purpose, String boundTo, String plain);

    /** The text, or empty when it was not sealed by us, for this purpose and bound to this text. */
    Optional<String> open(String purpose, String boundTo, String sealed);
}
