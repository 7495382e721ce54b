package io.curfew.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was decided about who is signed in: one line of the audit log. Its components are the fields of the line, in
 * {@code snake_case}; those that are null are left out. {@code docs/audit.md} says when each is there.
 *
 * @param time when it was told
 * @param event what it is about
 * @param receipt its name, which the one who asked for it is told too
 * @param how how sessions came to end
 * @param outcome {@link AuditNote#DONE}, {@link AuditNote#FAILED} or the stable code of a refusal
 * @param issuer the provider; always one of the configuration
 * @param clientId the client at the provider
 * @param subject {@code sub} of the user
 * @param sid the session at the provider
 * @param route the route
 * @param address of the client, as trusted proxies tell it
 * @param sessions how many sessions ended
 * @param milliseconds until they were over
 * @param actor the operator
 * @param action what the operator did
 * @param reason why, in the operator's words
 * @param count how many it stands for, where that is not one
 * @param node where it was decided
 */
public record AuditEvent(
        Instant time,
        EventKind event,
        String receipt,
        @Nullable LogoutWay how,
        String outcome,
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String subject,
        @Nullable String sid,
        @Nullable String route,
        @Nullable String address,
        @Nullable Integer sessions,
        @Nullable Long milliseconds,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String reason,
        @Nullable Integer count,
        String node) {

    /**
     * Whether it could only come about by somebody who has proved who they are. Anybody can bring about as many of the others as they
     * like.
     */
    public boolean isProven() {
        return switch (event) {
            case LOGIN, OPERATOR -> true;
            case LOGIN_REFUSED, LOGOUT_REFUSED -> false;
            case LOGOUT ->
                (how != LogoutWay.USER && how != LogoutWay.FRONT_CHANNEL) || (sessions != null && sessions > 0);
        };
    }

    /** The same as one that stands for several of its kind, without what they may not have in common. */
    AuditEvent summary(Instant now, int several) {
        return new AuditEvent(
                now, event, receipt, how, outcome, issuer, null, null, null, null, null, sessions, null, null, null,
                null, several, node);
    }

    /** As one line of JSON, without its end. */
    public String json() {
        return new EventLine(this, true).json();
    }

    /** The same for eyes that are not to learn who it was: fingerprints in place of user and session, and no address. */
    public String jsonWithoutWho() {
        return new EventLine(this, false).json();
    }
}
