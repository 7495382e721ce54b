package io.curfew.config;

import java.util.Collection;
import java.util.Optional;

/** The known name that a misspelt one was probably meant to be. */
final class NearestName {
    private NearestName() {}

    /** The nearest of some names, if one is so near that it is worth asking. */
    static Optional<String> of(String name, Collection<String> known) {
        String nearest = null;
        int least = 2 + name.length() / 6;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                nearest = candidate;
                least = distance;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** Letters added, left out, changed or swapped with their neighbour (optimal string alignment). */
    static int distance(String left, String right) {
        int[][] steps = new int[left.length() + 1][right.length() + 1];
        for (int row = 0; row <= left.length(); row++) {
            for (int column = 0; column <= right.length(); column++) {
                if (row == 0 || column == 0) {
                    steps[row][column] = row + column;
                    continue;
                }
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
                int best = Math.min(steps[row - 1][column], steps[row][column - 1]) + 1;
                best = Math.min(best, steps[row - 1][column - 1] + change);
                if (row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1)) {
                    best = Math.min(best, steps[row - 2][column - 2] + 1);
                }
                steps[row][column] = best;
            }
        }
        return steps[left.length()][right.length()];
    }
}
