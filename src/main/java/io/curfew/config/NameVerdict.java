package io.curfew.config;

import java.util.List;

/** What a name in the configuration stands for. */
sealed interface NameVerdict {
    /** Not one of ours. */
    record Foreign() implements NameVerdict {}

    /** One slot; a variable stands for several when routes differ only in what a variable's name cannot tell. */
    record Known(List<Slot> slots) implements NameVerdict {
        public Known {
            slots = List.copyOf(slots);
        }
    }

    /** Meant for us and wrong. */
    record Wrong(String sentence) implements NameVerdict {}
}
