package io.curfew.it;

/** Routes that differ in what a sign-out revokes; each has a client of its own, named like the path. */
enum Revoking {
    /** Both tokens, at the revocation endpoint that discovery names. */
    DISCOVERED("/revoke-discovered", true, true, true),
    /** Both tokens. */
    BOTH("/revoke-both", true, true, true),
    ACCESS_TOKEN("/revoke-access", true, true, false),
    REFRESH_TOKEN("/revoke-refresh", true, false, true),
    /** {@code logout_revoke=false}; the switches of the tokens alone do nothing. */
    NOTHING("/revoke-nothing", false, true, true);

    final String path;
    final boolean asked;
    final boolean accessToken;
    final boolean refreshToken;

    Revoking(String path, boolean asked, boolean accessToken, boolean refreshToken) {
        this.path = path;
        this.asked = asked;
        this.accessToken = accessToken;
        this.refreshToken = refreshToken;
    }

    String clientId() {
        return path.substring(1);
    }
}
