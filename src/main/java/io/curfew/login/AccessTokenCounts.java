package io.curfew.login;

import io.curfew.count.Tally;
import io.curfew.provider.BearerTokenRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How access tokens fared at the gate since the start of this node. */
public final class AccessTokenCounts {
    private enum Other {
        ACCEPTED,
        MISSING,
        REQUEST_MALFORMED,
        INSUFFICIENT_SCOPE,
        IGNORED,
        KEYS_UNAVAILABLE
    }

    private final Tally<Other> others = new Tally<>(Other.class);
    private final Tally<BearerTokenRefusal> refused = new Tally<>(BearerTokenRefusal.class);

    void count(GateVerdict verdict) {
        if (verdict instanceof GateVerdict.ForwardBearer) {
            others.count(Other.ACCEPTED);
        } else if (verdict instanceof GateVerdict.BearerRefused bearer) {
            count(bearer.refusal());
        } else if (verdict instanceof GateVerdict.KeysUnavailable) {
            others.count(Other.KEYS_UNAVAILABLE);
        } else if (verdict instanceof GateVerdict.ForwardAnonymously anonymous && anonymous.hasBadToken()) {
            others.count(Other.IGNORED);
        }
    }

    private void count(BearerRefusal refusal) {
        BearerTokenRefusal cause = refusal.cause();
        if (cause != null) {
            refused.count(cause);
        } else if (refusal.status() == 403) {
            others.count(Other.INSUFFICIENT_SCOPE);
        } else {
            others.count(refusal.status() == 400 ? Other.REQUEST_MALFORMED : Other.MISSING);
        }
    }

    /** The names of all outcomes. */
    public List<String> outcomes() {
        List<String> all = new ArrayList<>();
        others.kinds().forEach(kind -> all.add(name(kind)));
        refused.kinds().forEach(kind -> all.add(name(kind)));
        return all;
    }

    /** How many had this outcome. */
    public long of(String outcome) {
        for (Other kind : others.kinds()) {
            if (name(kind).equals(outcome)) {
                return others.of(kind);
            }
        }
        return refused.kinds().stream()
                .filter(kind -> name(kind).equals(outcome))
                .mapToLong(refused::of)
                .sum();
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
