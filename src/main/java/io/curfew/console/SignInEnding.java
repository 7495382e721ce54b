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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends sign-ins as a sign-out in their own browsers would: every session of the provider session, and a login to it that is under
 * way. Tokens are revoked where a route asks for it, for a bounded time; that stops nothing.
 */
final class SignInEnding {
    private static final Logger LOG = System.getLogger(SignInEnding.class.getName());

    /** Asking a provider may take as long as its timeout. */
    private static final Duration LONGEST_REVOKING = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final List<Route> routes;
    private final BiConsumer<Route, Tokens> revoker;
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
        this.routes = List.copyOf(routes);
        this.revoker = revoker;
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
        List<LiveSession> ended = new ArrayList<>();
        int signIns = 0;
        int count = 0;
        try {
            for (LiveSession one : each) {
                int here = sessions.signOut(one, clock.instant(), ended::add);
                count += here;
                signIns += here > 0 ? 1 : 0;
            }
            sessions.awaitEverywhere();
        } catch (StoreUnavailableException e) {
            for (User user : users(each)) {
                String unused = trail.apply(about(user, each, AuditNote.logoutFailed(LogoutWay.USER))
                        .address(address));
            }
            throw e;
        } finally {
            // nobody learns of what has ended a second time, also when not all has
            revoke(ended);
        }
        LOG.log(Level.INFO, "A user has ended sign-ins elsewhere. sign_ins={0} sessions={1}", signIns, count);
        return new Ended(signIns, count, tell(each, ended, Duration.between(since, clock.instant()), address));
    }

    /** A line for each user, all with one receipt. */
    private String tell(List<LiveSession> each, List<LiveSession> ended, Duration took, @Nullable String address) {
        String receipt = null;
        for (User user : users(each)) {
            int count = (int)
                    ended.stream().filter(one -> User.of(one).equals(user)).count();
            AuditNote note = about(user, each, AuditNote.logout(LogoutWay.USER, count))
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

    private static Set<User> users(List<LiveSession> each) {
        return each.stream().map(User::of).collect(Collectors.toCollection(LinkedHashSet::new));
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

    private void revoke(List<LiveSession> ended) {
        Instant until = clock.instant().plus(LONGEST_REVOKING);
        int left = 0;
        for (LiveSession one : ended) {
            List<Route> revoking = routes.stream()
                    .filter(route -> one.belongsTo(route.sessionSpace()))
                    .filter(route -> route.logout().revoke())
                    .limit(1)
                    .toList();
            if (revoking.isEmpty()) {
                continue;
            }
            if (clock.instant().isAfter(until)) {
                left++;
            } else {
                sessions.tokens(one).ifPresent(tokens -> revoker.accept(revoking.get(0), tokens));
            }
        }
        if (left > 0) {
            LOG.log(
                    Level.WARNING,
                    "The tokens of some sessions that their user ended were not revoked in time; they live until they expire."
                            + " sessions={0}",
                    left);
        }
    }
}
