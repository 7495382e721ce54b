package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.infinispan.protostream.ProtobufUtil;
import org.infinispan.protostream.SerializationContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From where somebody signed in: what is kept, for how long, and that the store alone does not tell. */
class SignInPlaceTest {
    private static final SignInPlace FIREFOX = new SignInPlace("Mozilla/5.0 Firefox/144.0", "192.0.2.7");

    private final BrowserGround ground = new BrowserGround();
    private final UserSessions users = new UserSessions(ground.hall);

    @AfterEach
    void close() {
        ground.close();
    }

    private LoginOutcome.Begun begin(Route route, SignInPlace place) {
        return assertInstanceOf(
                LoginOutcome.Begun.class,
                ground.hall.begin(ground.login(route, "alice", "sid-1", null).from(place)));
    }

    @Test
    void whatABrowserSaysOfItselfIsCutAndHasNothingInvisible() {
        SignInPlace hostile = new SignInPlace("a\r\nb\u0007\u009b\u202ec" + "x".repeat(500), "\n");
        assertEquals("abc" + "x".repeat(253), hostile.browser());
        assertNull(hostile.address());
        assertEquals(SignInPlace.UNKNOWN, new SignInPlace("", ""));
        assertEquals(FIREFOX, SignInPlace.ofText(FIREFOX.asText()));
        assertEquals(FIREFOX, SignInPlace.ofText(FIREFOX.asText() + "\na line of a later version"));
        assertEquals(SignInPlace.UNKNOWN, SignInPlace.ofText(SignInPlace.UNKNOWN.asText()));
    }

    @Test
    void itStaysThroughUsesNewIdsAndNewTokens() {
        Route route = BrowserGround.route();
        LoginOutcome.Begun begun = begin(route, FIREFOX);
        assertEquals(FIREFOX, users.place(begun.session()));

        Recognised used =
                ground.useFor(route, begun.id(), Duration.ofMinutes(50)).orElseThrow();
        SessionId next = Objects.requireNonNull(used.nextId(), "an id was to be renewed");
        LiveSession renewed = ground.use(route, next).orElseThrow().session();
        assertTrue(renewed.session().lastSeen() > begun.session().session().lastSeen());
        assertEquals(FIREFOX, users.place(renewed));

        TokenRenewals renewals = new TokenRenewals(
                ground.store.caches(), ground.hall, ground.hall.interior().seal(), ground.clock);
        LiveSession claimed = renewals.claim(renewed, Duration.ofSeconds(30)).orElseThrow();
        LiveSession refreshed = renewals.renew(
                        claimed, LoginBuilder.TOKENS, Map.of("name", "Alice"), TokenTimes.UNKNOWN)
                .orElseThrow();
        assertEquals(FIREFOX, users.place(refreshed));
        assertEquals(FIREFOX, users.place(ground.use(route, next).orElseThrow().session()));
    }

    @Test
    void theStoreAloneDoesNotTellAndAnotherSessionIsNoHelp() throws IOException {
        LoginOutcome.Begun begun = begin(BrowserGround.route(), FIREFOX);
        SerializationContext context = ProtobufUtil.newSerializationContext();
        new StoreSchema().register(context);
        byte[] stored = ProtobufUtil.toByteArray(
                context,
                Objects.requireNonNull(
                        ground.store.caches().sessions().get(begun.session().key())));
        String text = new String(stored, StandardCharsets.ISO_8859_1);
        assertFalse(text.contains("Firefox"), text);
        assertFalse(text.contains("192.0.2.7"), text);
        Session read = ProtobufUtil.fromByteArray(context, stored, Session.class);
        assertEquals(begun.session().session(), read);
        assertEquals(FIREFOX, users.place(new LiveSession(begun.session().key(), read)));

        LiveSession other = begin(BrowserGround.route(), SignInPlace.UNKNOWN).session();
        assertEquals(SignInPlace.UNKNOWN, users.place(other));
        assertEquals(
                SignInPlace.UNKNOWN, users.place(new LiveSession(other.key(), read)), "sealed for another session");
    }

    @Test
    void whereNothingIsKnownNothingIsWritten() throws IOException {
        SerializationContext context = ProtobufUtil.newSerializationContext();
        new StoreSchema().register(context);
        Session session =
                begin(BrowserGround.route(), SignInPlace.UNKNOWN).session().session();
        assertEquals("", session.sealedPlace());
        assertEquals(
                0,
                ProtobufUtil.fromByteArray(context, ProtobufUtil.toByteArray(context, session), Session.class)
                        .later()
                        .fields()
                        .size());
    }
}
