package io.curfew.logout;

import io.curfew.audit.AuditNote;
import io.curfew.audit.AuditTrail;
import io.curfew.config.PublicUrl;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.provider.ProviderMetadata;
import io.curfew.provider.TokenRevocation.Kind;
import io.curfew.provider.TokenRevocation.RevocationOutcome;
import io.curfew.session.LiveSession;
import io.curfew.session.Seal;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The other rooms as a sign-out sees them: they write down what is asked of them, in order. */
final class World implements SessionEnding {
    static final String END_SESSION = RouteBuilder.ISSUER + "/logout";

    final List<String> steps = new ArrayList<>();
    final SettableClock clock = new SettableClock();
    final Seal sealing = new Seal(List.of(new Secret("0123456789abcdef0123456789abcdef")), new SecureRandom());
    final List<Kind> countedFailures = new ArrayList<>();
    final Map<LiveSession, Tokens> live = new LinkedHashMap<>();
    final Set<LiveSession> unreachable = new HashSet<>();

    final List<AuditNote> notes = new ArrayList<>();
    final AuditTrail audit = new AuditTrail(clock, new SecureRandom(), "node");
    final SignOutTrail trail = new SignOutTrail(note -> {
        notes.add(note);
        return audit.tell(note);
    });

    Supplier<RevocationOutcome> revocation = RevocationOutcome.Revoked::new;
    Supplier<@Nullable URI> endSessionEndpoint = () -> URI.create(END_SESSION);
    Supplier<Optional<ProviderMetadata>> known = Optional::empty;
    Instant loginsUntil = Instant.MIN;
    boolean tokensCannotBeRead;
    Function<Tokens, Optional<Tokens>> refresh = stored -> Optional.empty();
    PublicUrl publicUrl = new PublicUrl(URI.create("https://apps.example.com/gate"));

    RpInitiatedLogout logout() {
        return new RpInitiatedLogout(
                this,
                new ProviderKnowledge(this::metadata, registration -> known.get()),
                (registration, stored) -> refresh.apply(stored),
                new SessionTokenRevocation(this::revoke, (kind, outcome) -> {
                    if (outcome instanceof RevocationOutcome.Failed) {
                        countedFailures.add(kind);
                    }
                }),
                states(),
                trail);
    }

    /** The usual way out of this route. */
    WayOut wayOut(Route route) {
        return wayOut(route, SignOutArguments.NONE, Optional.empty());
    }

    WayOut wayOut(Route route, SignOutArguments arguments, Optional<UserHint> known) {
        return WayOut.of(
                new SignOutRequest("POST", publicUrl, name -> null, List.of(), arguments),
                Optional.empty(),
                route,
                known);
    }

    LogoutStates states() {
        return new LogoutStates(sealing, clock, new SecureRandom(), publicUrl.isHttps());
    }

    PendingSignOuts pending() {
        return new PendingSignOuts(sealing, clock, publicUrl.isHttps());
    }

    /** Signs a user in to the route; the tokens are named after the key. */
    RoutedSession signIn(Route route, String key) {
        return signIn(route, key, new Tokens(key + "-id", key + "-access", key + "-refresh"));
    }

    RoutedSession signIn(Route route, String key, Tokens tokens) {
        LiveSession session = new LiveSession(
                new SessionKey(key), new Session(route.sessionSpace(), "alice", "sid", 1, 1, 2, 3, Map.of(), "sealed"));
        live.put(session, tokens);
        return new RoutedSession(route, session, true);
    }

    @Override
    public Optional<Tokens> tokens(LiveSession session) {
        steps.add("snapshot " + session.key().value());
        if (tokensCannotBeRead) {
            throw new IllegalStateException("broken seal");
        }
        return Optional.ofNullable(live.get(session));
    }

    @Override
    public int signOut(LiveSession session, Instant loginsUntil) {
        steps.add("end " + session.key().value());
        this.loginsUntil = loginsUntil;
        if (unreachable.contains(session)) {
            throw new StoreUnavailableException("sign out", new IOException("no store"));
        }
        return live.remove(session) == null ? 0 : 1;
    }

    private RevocationOutcome revoke(Registration registration, String token, Kind kind) {
        steps.add("revoke " + token + " as " + kind + " of " + registration.clientId());
        return revocation.get();
    }

    private ProviderMetadata metadata(Registration registration) {
        steps.add("ask provider of " + registration.clientId());
        return metadataNow(registration);
    }

    /** Without asking. */
    ProviderMetadata metadataNow(Registration registration) {
        URI any = URI.create("https://id.example.com/any");
        return new ProviderMetadata(registration.issuer(), any, any, any, endSessionEndpoint.get(), null);
    }
}
