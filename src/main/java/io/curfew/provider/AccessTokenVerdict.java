package io.curfew.provider;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** What an access token says, and whether its provider says it. */
public sealed interface AccessTokenVerdict {
    /** A JWT with the signature of the provider, by the registered algorithm. */
    record Verified(Map<String, Object> claims) implements AccessTokenVerdict {
        public Verified {
            // a claim may be null in JSON, which Map.copyOf does not take
            claims = Collections.unmodifiableMap(new HashMap<>(claims));
        }

        @Override
        public String toString() {
            return "[verified access token]";
        }
    }

    /** A JWT of which nothing more is known. */
    record Unverified(Map<String, Object> claims) implements AccessTokenVerdict {
        public Unverified {
            claims = Collections.unmodifiableMap(new HashMap<>(claims));
        }

        @Override
        public String toString() {
            return "[unverified access token]";
        }
    }

    /** No JWT, or an encrypted one. */
    record Closed() implements AccessTokenVerdict {}
}
