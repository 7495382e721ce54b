package io.curfew.session;

import java.util.List;

/**
 * The fields of a stored entry that only a later version of Curfew knows. They are kept as they came and written back, so that
 * a node of this version that saves the entry again loses nothing, and so that entries compare equal on nodes of both.
 */
public record LaterFields(List<WireField> fields) {
    /** None: what this version writes. */
    public static final LaterFields NONE = new LaterFields(List.of());

    public LaterFields {
        fields = List.copyOf(fields);
    }
}
