/** Measurements for the README, started by the scripts in {@code bench/}; none is a test. */
@NullMarked
package io.curfew.bench;

import org.jspecify.annotations.NullMarked;
