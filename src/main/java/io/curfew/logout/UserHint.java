package io.curfew.logout;

import org.jspecify.annotations.Nullable;

/**
 * What tells a provider who wants to sign out; the ID token where there is one, as it proves that the request comes from a client
 * of that user.
 *
 * @param idToken of this very client at this very provider, perhaps expired
 * @param userName what the user calls themselves at the provider, or their {@code sub}
 */
public record UserHint(@Nullable String idToken, @Nullable String userName) {
    /** Nobody knows who it is. */
    static final UserHint NONE = new UserHint(null, null);

    boolean hasIdToken() {
        return idToken != null && !idToken.isEmpty();
    }

    @Override
    public String toString() {
        return "[user hint]";
    }
}
