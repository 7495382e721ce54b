/**
 * The cellar's counters: what a room counts with. They know nothing of who reads them.
 *
 * <p>In: that something happened, or how long it took. Out: numbers since the start of this node.
 */
@NullMarked
package io.curfew.count;

import org.jspecify.annotations.NullMarked;
