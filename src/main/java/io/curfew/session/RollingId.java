package io.curfew.session;

/**
 * Which ids name a session: the current one; the next one, when it was handed out and has not been used yet; and the one before
 * for a little while, for requests that were under way when the next one was first used. Ids are hashes here. An instance never
 * changes; every step is saved by a conditional replace, so of parallel requests one takes it and all others see it taken.
 *
 * @param current the hash of the secret in the id, {@link #FIRST} or {@link #NOBODY}
 * @param renewed when the current id was handed out; milliseconds since the epoch, as all times here; zero if not known
 * @param earlierUntil until when the earlier id is good; zero for none
 * @param next the hash of the next id's secret
 * @param sealedNext its secret, sealed, to be handed out again until it comes back
 * @param offered when it was handed out first; zero for no next id
 */
public record RollingId(
        String current, long renewed, String earlier, long earlierUntil, String next, String sealedNext, long offered) {
    /** The hash of an id without a secret of its own. */
    static final String FIRST = "";

    /** What no id has: only the next one will do. */
    static final String NOBODY = "-";

    private static final long LONGEST_OVERLAP = 60_000;
    private static final int PARTS = 7;

    /** An id that is good from now on. */
    static RollingId of(String hash, long now) {
        return new RollingId(hash, now, "", 0, "", "", 0);
    }

    boolean isOffered() {
        return offered > 0;
    }

    /** Whether an id with this hash is good now. */
    boolean accepts(String hash, long now, long rolling) {
        if (hash.equals(current)) {
            return rolling == 0 || now < renewed + rolling || (isOffered() && now < offered + overlap(rolling));
        }
        if (isOffered() && hash.equals(next)) {
            return rolling == 0 || now < offered + rolling;
        }
        return now < earlierUntil && hash.equals(earlier);
    }

    /** Whether whoever comes with this id is to be given another, or is the first to come with it. */
    boolean isInMotion(String hash, long now, long rolling) {
        return hash.equals(current) ? isOffered() || isDue(now, rolling) : isOffered() && hash.equals(next);
    }

    /** The last quarter has begun. */
    boolean isDue(long now, long rolling) {
        return rolling > 0 && now - renewed >= rolling - rolling / 4;
    }

    /** No id is good any more. */
    boolean isOver(long now, long rolling) {
        return rolling > 0 && now >= Math.max(renewed, offered) + rolling;
    }

    /** The next id has come: the current one is the earlier one from now on. */
    RollingId confirmed(long now, long rolling) {
        return new RollingId(next, offered, current, now + overlap(rolling), "", "", 0);
    }

    RollingId offering(String hash, String sealed, long now) {
        return new RollingId(current, renewed, earlier, earlierUntil, hash, sealed, now);
    }

    private static long overlap(long rolling) {
        return rolling == 0 ? LONGEST_OVERLAP : Math.min(LONGEST_OVERLAP, rolling / 4);
    }

    /** All in one text; nothing in it has a space. */
    String asText() {
        return String.join(
                " ",
                current,
                Long.toString(renewed),
                earlier,
                Long.toString(earlierUntil),
                next,
                sealedNext,
                Long.toString(offered));
    }

    /**
     * Reads what {@link #asText} wrote.
     *
     * @throws IllegalArgumentException for anything else
     */
    static RollingId ofText(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("The ids of a session have " + parts.length + " parts.");
        }
        return new RollingId(
                parts[0],
                Long.parseLong(parts[1]),
                parts[2],
                Long.parseLong(parts[3]),
                parts[4],
                parts[5],
                Long.parseLong(parts[6]));
    }

    @Override
    public String toString() {
        return "[ids of a session]";
    }
}
