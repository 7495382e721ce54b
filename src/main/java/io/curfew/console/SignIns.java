package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.UserSessions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the users of a browser are signed in. */
final class SignIns {
    /** Of the store, for one page. */
    static final int MOST_READ = 300;

    /** On one page. */
    static final int MOST_SHOWN = 100;

    private final UserSessions sessions;
    private final List<Route> routes;

    SignIns(UserSessions sessions, List<Route> routes) {
        this.sessions = sessions;
        this.routes = routes.stream()
                .filter(route -> route.access().credentials().session())
                .toList();
    }

    /**
     * What is shown.
     *
     * @param signIns this browser's first, then the one last used
     * @param more how many sessions are not shown; of them some may be over
     */
    record Shown(List<SignIn> signIns, int more) {
        Shown {
            signIns = List.copyOf(signIns);
        }
    }

    /** By what sessions are one sign-in. */
    private record Group(String issuer, @Nullable String sid, String alone) {
        static Group of(LiveSession live) {
            String sid = live.session().sid();
            return new Group(live.session().issuer(), sid, sid == null ? live.publicId() : "");
        }
    }

    /** @param own the sessions of this browser */
    Shown of(List<LiveSession> own) {
        UserSessions.Found found = sessions.of(own, MOST_READ);
        List<SignIn> all = grouped(
                        found.sessions().stream().filter(this::isOfUse).toList())
                .values()
                .stream()
                .map(group -> signIn(group, own))
                .sorted(Comparator.comparing(SignIn::isCurrent)
                        .thenComparing(SignIn::lastUsed)
                        .reversed())
                .toList();
        List<SignIn> shown = all.subList(0, Math.min(MOST_SHOWN, all.size()));
        int hidden = all.stream()
                .skip(MOST_SHOWN)
                .mapToInt(one -> one.sessions().size())
                .sum();
        return new Shown(shown, found.more() + hidden);
    }

    /** The sessions of these sign-ins by the sign-in, the earliest first. */
    static Map<Object, List<LiveSession>> grouped(List<LiveSession> sessions) {
        Map<Object, List<LiveSession>> groups = new LinkedHashMap<>();
        sessions.stream()
                .sorted(Comparator.comparingLong(
                                (LiveSession live) -> live.session().started())
                        .thenComparing(live -> live.key().value()))
                .forEach(live -> groups.computeIfAbsent(Group.of(live), group -> new ArrayList<>())
                        .add(live));
        return groups;
    }

    /** Whether the session is of a sign-in of this browser. */
    static boolean isOf(LiveSession live, List<LiveSession> own) {
        Group group = Group.of(live);
        return own.stream().anyMatch(one -> Group.of(one).equals(group));
    }

    Stream<Route> routesOf(LiveSession live) {
        return routes.stream().filter(route -> live.belongsTo(route.sessionSpace()));
    }

    /** One that nobody can come with any more waits for its end. */
    private boolean isOfUse(LiveSession live) {
        return routesOf(live).anyMatch(route -> sessions.isOfUse(live, route.session()));
    }

    private SignIn signIn(List<LiveSession> group, List<LiveSession> own) {
        return new SignIn(
                group,
                routes.stream()
                        .filter(route -> group.stream().anyMatch(live -> live.belongsTo(route.sessionSpace())))
                        .toList(),
                sessions.place(group.get(group.size() - 1)),
                isOf(group.get(0), own));
    }
}
