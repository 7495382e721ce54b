package io.curfew.page;

import org.jspecify.annotations.Nullable;

/** The header fields of a request, whichever server interface they come from. */
@FunctionalInterface
public interface RequestHeaders {
    /** The first value of the field of this name, in any case; null when the request does not have it. */
    @Nullable
    String first(String name);
}
