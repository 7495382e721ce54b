package io.curfew.console;

import io.curfew.audit.AuditNote;
import io.curfew.audit.LogoutWay;
import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ends sign-ins as a sign-out in their own browsers would: every session of the provider session, and a login to it that is under
 * way. Tokens are revoked where a route asks for it, for a bounded time; that stops nothing.
 */
final class SignInEnding {
    private static final Logger LOG = System.getLogger(SignInEnding.class.getName());

    private final Sessions sessions;
    private final EndedTokens tokens;
    private final Function<AuditNote, String> trail;
    private final Clock clock;

    /** @param trail {@link io.curfew.audit.AuditTrail#tell} */
    SignInEnding(
            Sessions sessions,
            List<Route> routes,
            BiConsumer<Route, Tokens> revoker,
            Function<AuditNote, String> trail,
            Clock clock) {
        this.sessions = sessions;
        this.tokens = new EndedTokens(sessions, routes, revoker, clock);
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param receipt its name in the audit log
     */
    record Ended(int signIns, int sessions, String receipt) {}

    private record User(String issuer, String subject) {
        static User of(LiveSession live) {
            return new User(live.session().issuer(), live.session().subject());
        }
    }

    /**
     * Ends the sign-ins of these sessions; returns when no node lets any of them through.
     *
     * @param each one session of every sign-in
     * @param address of the one who asks for it; null when that is not known
     * @throws io.curfew.session.StoreUnavailableException when that cannot be said; doing it again is safe
     */
    Ended end(List<LiveSession> each, @Nullable String address) {
        Instant since = clock.instant();
        Map<User, Integer> users = new LinkedHashMap<>();
        each.forEach(one -> users.put(User.of(one), 0));
        EndedTokens.Collected ended = tokens.collect();
        int signIns = 0;
        int count = 0;
        try {
            for (LiveSession one : each) {
                int here = sessions.signOut(one, clock.instant(), ended);
                users.merge(User.of(one), here, Integer::sum);
                count += here;
                signIns += here > 0 ? 1 : 0;
            }
            sessions.awaitEverywhere();
        } catch (StoreUnavailableException e) {
            for (User user : users.keySet()) {
                String unused = trail.apply(about(user, each, AuditNote.logoutFailed(LogoutWay.USER))
                        .address(address));
            }
            throw e;
        } finally {
            // nobody learns of what has ended a second time, also when not all has
            ended.revoke();
        }
        LOG.log(Level.INFO, "A user has ended sign-ins elsewhere. sign_ins={0} sessions={1}", signIns, count);
        return new Ended(signIns, count, tell(each, users, Duration.between(since, clock.instant()), address));
    }

    /** A line for each user, all with one receipt. */
    private String tell(List<LiveSession> each, Map<User, Integer> users, Duration took, @Nullable String address) {
        String receipt = null;
        for (Map.Entry<User, Integer> user : users.entrySet()) {
            AuditNote note = about(user.getKey(), each, AuditNote.logout(LogoutWay.USER, user.getValue()))
                    .took(took)
                    .address(address);
            if (receipt != null) {
                note.receipt(receipt);
            }
            String told = trail.apply(note);
            receipt = receipt == null ? told : receipt;
        }
        return receipt == null ? trail.apply(AuditNote.logout(LogoutWay.USER, 0).address(address)) : receipt;
    }

    /** Where one sign-in alone is meant, it is named. */
    private static AuditNote about(User user, List<LiveSession> each, AuditNote note) {
        note.issuer(user.issuer()).user(user.subject(), null);
        if (each.size() == 1) {
            Session only = each.get(0).session();
            note.user(only.subject(), only.sid()).client(only.space().clientId());
        }
        return note;
    }
}
