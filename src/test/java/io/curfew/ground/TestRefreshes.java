package io.curfew.ground;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The refresh tokens of the test provider. Each works once and brings the next one; one that comes a second time ends its login,
 * as careful providers do.
 */
public final class TestRefreshes {
    /** A login, which lives until somebody ends it. */
    static final class Login {
        private final String clientId;
        private final Map<String, Object> user;
        private volatile boolean over;

        Login(String clientId, Map<String, Object> user) {
            this.clientId = clientId;
            this.user = Map.copyOf(user);
        }

        String clientId() {
            return clientId;
        }

        Map<String, Object> user() {
            return user;
        }
    }

    private final Map<String, Login> current = new ConcurrentHashMap<>();
    private final Map<String, Login> used = new ConcurrentHashMap<>();
    private final AtomicInteger refreshed = new AtomicInteger();
    private final AtomicInteger usedTwice = new AtomicInteger();
    private volatile @Nullable Integer expiresIn = 300;
    private volatile boolean issuing = true;
    private volatile boolean rotating = true;
    private volatile boolean withIdToken = true;

    /** How long access tokens live, as the answers say; null for not a word. */
    public void accessTokensLive(@Nullable Integer seconds) {
        expiresIn = seconds;
    }

    /** Whether logins get refresh tokens. */
    public void issue(boolean value) {
        issuing = value;
    }

    /** Whether each refresh brings another refresh token. */
    public void rotate(boolean value) {
        rotating = value;
    }

    /** Whether a refresh brings an ID token. */
    public void withIdToken(boolean value) {
        withIdToken = value;
    }

    /** The sessions of this subject at the provider are over, as if they had expired: nobody is told. */
    public void expire(String subject) {
        current.values().stream()
                .filter(login -> subject.equals(login.user.get("sub")))
                .forEach(login -> login.over = true);
    }

    /** How many refreshes brought new tokens. */
    public int refreshed() {
        return refreshed.get();
    }

    /** How often a refresh token came a second time. */
    public int usedTwice() {
        return usedTwice.get();
    }

    @Nullable
    Integer expiresIn() {
        return expiresIn;
    }

    boolean hasIdToken() {
        return withIdToken;
    }

    /** The refresh token of a new login; null where there is none. */
    @Nullable
    String first(Login login) {
        return issuing ? next(login) : null;
    }

    private String next(Login login) {
        String token = "refresh-" + UUID.randomUUID();
        current.put(token, login);
        return token;
    }

    /** What a refresh token stands for; null when it is refused. */
    synchronized @Nullable Login use(@Nullable String token, String clientId) {
        if (token == null) {
            return null;
        }
        Login login = current.get(token);
        if (login == null) {
            Login before = used.get(token);
            if (before != null) {
                usedTwice.incrementAndGet();
                before.over = true;
            }
            return null;
        }
        if (login.over || !login.clientId.equals(clientId)) {
            return null;
        }
        if (rotating) {
            current.remove(token);
            used.put(token, login);
        }
        refreshed.incrementAndGet();
        return login;
    }

    /** The refresh token of the answer to a refresh; null where the one that was sent stays. */
    @Nullable
    String following(Login login) {
        return rotating ? next(login) : null;
    }
}
