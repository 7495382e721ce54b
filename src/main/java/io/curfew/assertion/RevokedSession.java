package io.curfew.assertion;

import java.time.Instant;

/**
 * A session that is over, as an application is told of it.
 *
 * @param id as {@code sid} in the assertions of this session
 * @param issuer as {@code idp} there
 * @param subject as {@code sub} there
 * @param reason why, as a stable word
 * @param initiator who began it, in the words of CAEP: {@code user}, {@code admin}, {@code policy} or {@code system}
 * @param at when
 */
public record RevokedSession(String id, String issuer, String subject, String reason, String initiator, Instant at) {
    @Override
    public String toString() {
        return "[revoked session]";
    }
}
