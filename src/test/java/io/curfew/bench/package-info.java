/** Measurements for the README and the pages below {@code docs}, started by the scripts in {@code bench/}; none is a test. */
@NullMarked
package io.curfew.bench;

import org.jspecify.annotations.NullMarked;
