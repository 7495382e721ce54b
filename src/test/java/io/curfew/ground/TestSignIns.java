package io.curfew.ground;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The authorization code flow of the test provider: whoever comes is signed in at once as {@link #user}. */
public final class TestSignIns {
    /** Holds answers of the token endpoint back, to codes and to refreshes: the tokens are made, the client waits for them. */
    public static final class Hold {
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        /** True when a code exchange has begun within the time. */
        public boolean awaitExchange(long seconds) throws InterruptedException {
            return arrived.await(seconds, TimeUnit.SECONDS);
        }

        public void release() {
            released.countDown();
        }
    }

    private record Code(
            String clientId,
            String redirectUri,
            @Nullable String nonce,
            @Nullable String challenge) {}

    private final String issuer;
    private final TestKeys keys;
    private final Clock clock;
    private final Map<String, String> clients = new ConcurrentHashMap<>(Map.of("gateway", "secret"));
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private volatile Map<String, Object> user = Map.of("sub", "alice", "sid", "sid-1", "preferred_username", "alice");
    private final TestRefreshes refreshes = new TestRefreshes();
    private final AtomicInteger unproven = new AtomicInteger();
    private volatile String authentication = "";
    private volatile @Nullable Hold hold;
    private volatile UnaryOperator<Map<String, Object>> change = UnaryOperator.identity();
    private volatile UnaryOperator<Map<String, Object>> answerChange = UnaryOperator.identity();
    private volatile Map<String, Object> told = Map.of();
    private final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
    private volatile @Nullable JWK forger;

    TestSignIns(String issuer, TestKeys keys, Clock clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    /** What becomes of refresh tokens. */
    public TestRefreshes refreshes() {
        return refreshes;
    }

    /** How the last client that asked for tokens proved itself: {@code basic}, {@code post} or {@code none}. */
    public String authentication() {
        return authentication;
    }

    /** Registers a client besides {@code gateway} with {@code secret}; without a secret if that is empty. */
    public void client(String id, String secret) {
        clients.put(id, secret);
    }

    /** Who signs in from now on; a null {@code sid} leaves it out of the ID token. */
    public void user(String subject, @Nullable String sid) {
        user = sid == null
                ? Map.of("sub", subject, "preferred_username", subject)
                : Map.of("sub", subject, "sid", sid, "preferred_username", subject);
    }

    /** The next code exchanges wait until the hold is released. */
    public Hold holdExchanges() {
        Hold next = new Hold();
        hold = next;
        return next;
    }

    /** ID tokens carry other claims from now on; the operator may change the map it is given. */
    public void changeIdTokens(UnaryOperator<Map<String, Object>> changed) {
        change = changed;
    }

    /** Answers of the token endpoint carry other members from now on; the operator may change the map it is given. */
    public void changeAnswers(UnaryOperator<Map<String, Object>> changed) {
        answerChange = changed;
    }

    /** What the userinfo says from now on, besides the {@code sub}. */
    public void userInfo(Map<String, Object> claims) {
        told = Map.copyOf(claims);
    }

    /** The parameters of each authorization request, in order. */
    public List<Map<String, String>> authorizations() {
        return List.copyOf(authorizations);
    }

    /** An access token that is a JWT of the provider, with these claims besides the issuer and the current user. */
    public String accessToken(Map<String, Object> claims) {
        return accessToken(claims, keys.current());
    }

    /** The same with a signature by any key, though its header names the published one. */
    public String accessToken(Map<String, Object> claims, JWK key) {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("iss", issuer, "sub", user.getOrDefault("sub", "")));
        all.putAll(claims);
        Map<String, Object> header =
                Map.of("alg", "RS256", "typ", "at+jwt", "kid", keys.current().getKeyID());
        return TestKeys.sign(header, JSONObjectUtils.toJSONString(all), key, JWSAlgorithm.RS256);
    }

    /** ID tokens are signed with this key from now on, though their header names the published one; null for the usual one. */
    public void signIdTokensWith(@Nullable JWK key) {
        forger = key;
    }

    void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = Exchanges.query(exchange);
        String back = query.get("redirect_uri");
        if (back == null || !clients.containsKey(query.getOrDefault("client_id", ""))) {
            Exchanges.json(exchange, 400, "{\"error\":\"invalid_request\"}");
            return;
        }
        authorizations.add(query);
        String code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Code(query.getOrDefault("client_id", ""), back, query.get("nonce"), query.get("code_challenge")));
        Map<String, String> answer = new LinkedHashMap<>(Map.of("code", code));
        if (query.containsKey("state")) {
            answer.put("state", query.get("state"));
        }
        Exchanges.redirect(exchange, back, answer);
    }

    void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = Exchanges.form(exchange);
        String client = authenticated(exchange, form);
        if (client == null) {
            Exchanges.json(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        if ("refresh_token".equals(form.get("grant_type"))) {
            refresh(exchange, client, form.get("refresh_token"));
            return;
        }
        Code code = codes.remove(form.getOrDefault("code", ""));
        if (code == null
                || !code.clientId().equals(client)
                || !code.redirectUri().equals(form.get("redirect_uri"))
                || !isProven(code, form.get("code_verifier"))) {
            Exchanges.json(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        TestRefreshes.Login login = new TestRefreshes.Login(client, user);
        String answer = answer(refreshes.first(login), idToken(login.user(), client, code.nonce()));
        waitIfHeld();
        Exchanges.json(exchange, 200, answer);
    }

    /** How often a code came without the proof key that it was bound to, with another one, or with one that nobody asked for. */
    public int unproven() {
        return unproven.get();
    }

    /** RFC 7636, section 4.6, for S256. */
    private boolean isProven(Code code, @Nullable String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((verifier == null ? "" : verifier).getBytes(StandardCharsets.US_ASCII));
            String shown = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
            boolean proven = code.challenge() == null ? verifier == null : shown.equals(code.challenge());
            unproven.addAndGet(proven ? 0 : 1);
            return proven;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void userInfo(HttpExchange exchange) throws IOException {
        boolean authorized = exchange.getRequestHeaders().getOrDefault("Authorization", List.of()).stream()
                .anyMatch(value -> value.matches("Bearer \\S+"));
        Map<String, Object> claims = new LinkedHashMap<>(Map.of("sub", user.getOrDefault("sub", "")));
        claims.putAll(told);
        Exchanges.json(exchange, authorized ? 200 : 401, JSONObjectUtils.toJSONString(claims));
    }

    private void refresh(HttpExchange exchange, String client, @Nullable String refreshToken) throws IOException {
        TestRefreshes.Login login = refreshes.use(refreshToken, client);
        String answer = login == null
                ? "{\"error\":\"invalid_grant\"}"
                : answer(
                        refreshes.following(login),
                        refreshes.hasIdToken() ? idToken(login.user(), client, null) : null);
        waitIfHeld();
        Exchanges.json(exchange, login == null ? 400 : 200, answer);
    }

    private String answer(@Nullable String refreshToken, @Nullable String idToken) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("access_token", "access-" + UUID.randomUUID());
        members.put("token_type", "Bearer");
        putUnlessNull(members, "expires_in", refreshes.expiresIn());
        putUnlessNull(members, "refresh_token", refreshToken);
        putUnlessNull(members, "id_token", idToken);
        return JSONObjectUtils.toJSONString(answerChange.apply(members));
    }

    private static void putUnlessNull(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
    }

    /** An ID token for the current user, as the token endpoint makes it. */
    public String idToken(String clientId, @Nullable String nonce) {
        return idToken(user, clientId, nonce);
    }

    private String idToken(Map<String, Object> of, String clientId, @Nullable String nonce) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>(of);
        claims.put("iss", issuer);
        claims.put("aud", clientId);
        claims.put("iat", now);
        claims.put("exp", now + 300);
        if (nonce != null) {
            claims.put("nonce", nonce);
        }
        Map<String, Object> header =
                Map.of("alg", "RS256", "typ", "JWT", "kid", keys.current().getKeyID());
        JWK key = forger;
        return TestKeys.sign(
                header,
                JSONObjectUtils.toJSONString(change.apply(claims)),
                key == null ? keys.current() : key,
                JWSAlgorithm.RS256);
    }

    private void waitIfHeld() {
        Hold held = hold;
        if (held != null) {
            held.arrived.countDown();
            try {
                held.released.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable String authenticated(HttpExchange exchange, Map<String, String> form) {
        String id = form.get("client_id");
        String secret = form.get("client_secret");
        String how = secret == null ? "none" : "post";
        for (String header : exchange.getRequestHeaders().getOrDefault("Authorization", List.of())) {
            if (header.startsWith("Basic ")) {
                String[] pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8)
                        .split(":", 2);
                id = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
                secret = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
                how = "basic";
            }
        }
        authentication = how;
        return id != null && (secret == null ? "" : secret).equals(clients.get(id)) ? id : null;
    }
}
