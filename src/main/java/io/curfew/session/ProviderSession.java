package io.curfew.session;

/** A session at the provider: {@code iss} and {@code sid}. One of them may stand behind many of ours. */
record ProviderSession(String issuer, String sid) implements LogoutScope {
    @Override
    public long secondOf(Session session) {
        return session.began();
    }

    /** Without the sid: the store's own messages quote keys. */
    @Override
    public String toString() {
        return "[provider session]";
    }
}
