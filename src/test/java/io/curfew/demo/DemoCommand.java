package io.curfew.demo;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./demo} was asked for.
 *
 * @param nodes how many nodes the gateway has
 * @param check whether the demo plays itself and ends
 */
record DemoCommand(int nodes, boolean check) {
    static final int MOST_NODES = 5;

    /** Reads the arguments; null if they make no sense. */
    static @Nullable DemoCommand of(List<String> arguments) {
        int nodes = 1;
        boolean check = false;
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("--check")) {
                check = true;
            } else if (argument.equals("--nodes") && rest.hasNext()) {
                String number = rest.next();
                if (!number.matches("[1-" + MOST_NODES + "]")) {
                    return null;
                }
                nodes = Integer.parseInt(number);
            } else {
                return null;
            }
        }
        return new DemoCommand(nodes, check);
    }
}
