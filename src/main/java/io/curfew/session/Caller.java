package io.curfew.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who asks, as an upstream or a browser may be told, however the request showed it. */
public interface Caller {
    /**
     * Under this and the names of the claim, with commas between, {@link #claims} has the groups of the user as a JSON array, where
     * somebody is told them.
     */
    String GROUPS = "curfew:groups:";

    /** The provider's issuer identifier. */
    String issuer();

    /** {@code sub} at the provider. */
    String subject();

    /** {@code sid}: the provider's session, not ours; null where the provider names none. */
    @Nullable
    String sid();

    /** What the user is called at the provider: {@code preferred_username}, else {@code sub}. */
    default String userName() {
        return claims().getOrDefault("preferred_username", subject());
    }

    /** What the provider says of the user, as text, by the names that routes use; and what is decided by it. */
    Map<String, String> claims();
}
