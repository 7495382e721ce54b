package io.curfew.login;

import io.curfew.config.AdminSettings;
import io.curfew.config.Demands;
import io.curfew.config.Demands.Demand;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether what is known of a user meets the demands of a route. It is looked at once, when a session begins, and kept with the
 * session by the demands' fingerprint: a request is decided on by that word alone, and one for demands that nobody has looked at is
 * not let through.
 */
final class DemandCheck {
    /** What no claim of a provider is kept under. */
    static final String RESERVED = "curfew:";

    /** The parameter that says for whom tokens are. */
    static final String AUDIENCE = "audience_required";

    /** Whose texts are not words with spaces between: nobody is an operator by a part of a name. */
    private static final Set<String> AS_THEY_STAND = Set.of(AUDIENCE, AdminSettings.ROLE);

    private static final String DECIDED = RESERVED + "meets:";
    private static final String MET = "yes";

    private final KnownClaims claims;

    DemandCheck(KnownClaims claims) {
        this.claims = claims;
    }

    /** What was decided about a session. */
    sealed interface Verdict {
        /** It has what is demanded. */
        record Met() implements Verdict {}

        /** It has not; the parameter is the first that says so. */
        record NotMet(String parameter) implements Verdict {}

        /** It began before there was this demand, or on a node that does not know it. */
        record Undecided() implements Verdict {}
    }

    private static final Verdict IS_MET = new Verdict.Met();
    /** Nobody has looked. */
    static final Verdict UNDECIDED = new Verdict.Undecided();

    /** Reads what was decided when the session began. */
    static Verdict of(Demands demands, Map<String, String> kept) {
        if (demands.areNone()) {
            return IS_MET;
        }
        String word = kept.get(DECIDED + demands.fingerprint());
        if (word == null) {
            return UNDECIDED;
        }
        return word.equals(MET) ? IS_MET : new Verdict.NotMet(word);
    }

    /** Decides, and writes it down. */
    void decide(Demands demands, Map<String, String> kept) {
        kept.put(DECIDED + demands.fingerprint(), missing(demands).orElse(MET));
    }

    /** The name of the first parameter whose demand is not met. */
    private Optional<String> missing(Demands demands) {
        for (Demand demand : demands.required()) {
            if (!isMet(demand)) {
                return Optional.of(demand.parameter());
            }
        }
        return demands.forbidden().stream().anyMatch(this::isThere)
                ? Optional.of("claims_forbidden")
                : Optional.empty();
    }

    /** Whether this one is met. */
    boolean isMet(Demand demand) {
        boolean asItStands = AS_THEY_STAND.contains(demand.parameter());
        Set<String> has = asItStands ? values(demand.claim()) : find(demand.claim(), DemandCheck::words);
        return demand.anyOf().stream().anyMatch(has::containsAll);
    }

    /** The texts of a claim, each as it stands: nobody becomes another, or gets a group more, by a space in a name. */
    Set<String> values(List<String> claim) {
        return find(claim, DemandCheck::elements);
    }

    /** Of the first that has the claim: what two say of it is not put together. */
    private Set<String> find(List<String> claim, Function<Object, Set<String>> reading) {
        String scope = claims.scope();
        Map<String, Object> answer = scope == null ? Map.of() : Map.of("scope", scope);
        return Stream.of(claims.accessToken(), claims.idToken(), answer, claims.userInfo())
                .filter(source -> ClaimPath.isThere(source, claim))
                .findFirst()
                .flatMap(source -> ClaimPath.find(source, claim))
                .map(reading)
                .orElse(Set.of());
    }

    /** A text is words between spaces; of a list, each element is one. */
    private static Set<String> words(Object claim) {
        if (claim instanceof Collection<?>) {
            return elements(claim);
        }
        Set<String> words = new HashSet<>();
        ClaimText.single(claim).ifPresent(text -> words.addAll(List.of(text.split(" +"))));
        words.remove("");
        return words;
    }

    /** A text is one element (RFC 7519, section 4.1.3); of a list, each is. Anything deeper is nothing. */
    private static Set<String> elements(Object claim) {
        Set<String> elements = new HashSet<>();
        Collection<?> all = claim instanceof Collection<?> list ? list : List.of(claim);
        all.forEach(element -> ClaimText.single(element).ifPresent(elements::add));
        elements.remove("");
        return elements;
    }

    private boolean isThere(String claim) {
        return Stream.of(claims.idToken(), claims.accessToken(), claims.unproven(), claims.userInfo())
                .anyMatch(source -> ClaimPath.isThere(source, claim));
    }
}
