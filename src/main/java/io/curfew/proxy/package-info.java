/**
 * A door: from a route to its upstream and back, streaming.
 *
 * <p>In: a request that the gate let through. Out: the answer of the upstream. It never decides who may pass.
 */
@NullMarked
package io.curfew.proxy;

import org.jspecify.annotations.NullMarked;
