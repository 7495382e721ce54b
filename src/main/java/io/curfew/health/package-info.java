/**
 * A window: health and counters for the platform that runs the gateway.
 *
 * <p>In: what other rooms count and know of themselves. Out: MicroProfile Health and Metrics.
 */
@NullMarked
package io.curfew.health;

import org.jspecify.annotations.NullMarked;
