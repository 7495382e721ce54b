package io.curfew.logout;

import io.curfew.config.Route;
import io.curfew.config.SiteData;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sessions that a sign-out has ended, with what was read of them before.
 *
 * @param leading the route whose provider the browser is sent to
 * @param count how many ended, which may be more: a provider's session may stand behind several
 * @param receipt the name of the sign-out in the audit log
 */
record JustEnded(Route leading, List<Snapshot> snapshots, int count, String receipt) {
    JustEnded {
        snapshots = List.copyOf(snapshots);
    }

    /**
     * A session with its tokens.
     *
     * @param replaced those that were stored, where {@code tokens} came in their place
     */
    record Snapshot(RoutedSession of, Optional<Tokens> tokens, Optional<Tokens> replaced) {
        Route route() {
            return of.route();
        }
    }

    /** With fresh tokens of the session that is shown to the provider, if its ID token has expired and some are to be had. */
    JustEnded freshened(FreshTokens fresh) {
        int shown = shown();
        Optional<Tokens> tokens = shown < 0
                ? Optional.empty()
                : snapshots.get(shown).tokens().flatMap(stored -> fresh.inPlaceOf(leading.registration(), stored));
        if (tokens.isEmpty()) {
            return this;
        }
        Snapshot stale = snapshots.get(shown);
        List<Snapshot> changed = new ArrayList<>(snapshots);
        changed.set(shown, new Snapshot(stale.of(), tokens, stale.tokens()));
        return new JustEnded(leading, changed, count, receipt);
    }

    /** Revokes the tokens, as far as the routes ask for it. */
    Revocation revoked(SessionTokenRevocation revocation) {
        return snapshots.stream().map(one -> revoked(one, revocation)).reduce(Revocation.NOT_ASKED, Revocation::and);
    }

    /** Where fresh tokens came, the access token before them is good until it expires. */
    private static Revocation revoked(Snapshot one, SessionTokenRevocation revocation) {
        Revocation now = revocation.revoke(one.route(), one.tokens());
        return one.replaced()
                .map(before -> new Tokens(before.idToken(), before.accessToken(), null))
                .map(before -> now.and(revocation.revoke(one.route(), Optional.of(before))))
                .orElse(now);
    }

    /** Who signs out. */
    UserHint hint(WayOut way) {
        int shown = shown();
        if (shown < 0) {
            return way.known().orElse(UserHint.NONE);
        }
        Snapshot one = snapshots.get(shown);
        return new UserHint(
                one.tokens().map(Tokens::idToken).orElse(null),
                one.of().session().session().userName());
    }

    /** What the browser is to forget, as the leading route and those of the sessions ask for it. */
    List<SiteData> forgotten() {
        return Stream.concat(Stream.of(leading), snapshots.stream().map(Snapshot::route))
                .flatMap(route -> route.logout().leaving().clearSiteData().stream())
                .distinct()
                .sorted()
                .toList();
    }

    List<SiteData> forgottenBut(SiteData later) {
        return forgotten().stream().filter(one -> one != later).toList();
    }

    /** A provider takes only an ID token of its own, made for this very client, and only a browser that names the session may show it: the place of the first such session, or -1. */
    private int shown() {
        int known = -1;
        for (int place = 0; place < snapshots.size(); place++) {
            Snapshot one = snapshots.get(place);
            if (!one.of().isNamed() || !one.route().sessionSpace().equals(leading.sessionSpace())) {
                continue;
            }
            if (one.tokens().isPresent()) {
                return place;
            }
            known = known < 0 ? place : known;
        }
        return known;
    }
}
