package io.curfew.session;

/**
 * From where somebody signed in as it is stored: sealed and bound to the key of its session, like the tokens, so that the store
 * alone does not tell where people are.
 */
final class SealedPlace {
    private static final String PURPOSE = "place of a sign-in";

    private final Seal seal;

    SealedPlace(Seal seal) {
        this.seal = seal;
    }

    /** Empty text where nothing is known. */
    String seal(SessionKey key, SignInPlace place) {
        return place.equals(SignInPlace.UNKNOWN) ? "" : seal.seal(PURPOSE, key.value(), place.asText());
    }

    /** Unknown also when it cannot be opened with the secrets we have. */
    SignInPlace open(LiveSession live) {
        String sealed = live.session().sealedPlace();
        return sealed.isEmpty()
                ? SignInPlace.UNKNOWN
                : seal.open(PURPOSE, live.key().value(), sealed)
                        .map(SignInPlace::ofText)
                        .orElse(SignInPlace.UNKNOWN);
    }
}
