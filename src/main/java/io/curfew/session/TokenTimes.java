package io.curfew.session;

/**
 * When the tokens of a session want attention; all in milliseconds since the epoch, by our clock, and zero where nothing is
 * known. A request of a session whose tokens are fresh looks at the first of these numbers and at nothing else.
 *
 * @param due from then on a request looks after them; {@link #NEVER} where nobody needs to
 * @param accessEnds when the access token expires
 * @param claimedUntil until then one request, of all on all nodes, is at it
 * @param unansweredSince since when the provider could not be asked
 */
public record TokenTimes(long due, long accessEnds, long claimedUntil, long unansweredSince) {
    /** What a session has whose tokens nobody looks after, and one of an earlier version. */
    public static final TokenTimes UNKNOWN = new TokenTimes(0, 0, 0, 0);

    /** Later than any session lives. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Times of tokens that have just been had. */
    public static TokenTimes of(long due, long accessEnds) {
        return new TokenTimes(due, accessEnds, 0, 0);
    }

    /** Whether a request is at it. */
    public boolean isClaimed(long now) {
        return now < claimedUntil;
    }

    /** Whether the access token has expired for certain. */
    public boolean isAccessOver(long now) {
        return accessEnds != 0 && accessEnds <= now;
    }

    TokenTimes claimed(long until) {
        return new TokenTimes(due, accessEnds, until, unansweredSince);
    }

    /** To be looked after later, since there was no answer now. */
    public TokenTimes postponed(long until, long unanswered) {
        return new TokenTimes(until, accessEnds, 0, unanswered);
    }
}
