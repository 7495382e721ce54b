package io.curfew.session;

/** A person at the provider: {@code iss} and {@code sub}. */
record ProviderSubject(String issuer, String subject) implements LogoutScope {
    @Override
    public long secondOf(Session session) {
        return session.began();
    }

    /** Without the subject: the store's own messages quote keys. */
    @Override
    public String toString() {
        return "[provider subject]";
    }
}
