/**
 * The cellar: typed settings, read once at start and checked all at once.
 *
 * <p>In: names and values from MicroProfile Config. Out: immutable records, or the full list of faults. Knows nothing of any
 * other room; nobody else knows MicroProfile Config.
 */
@NullMarked
package io.curfew.config;

import org.jspecify.annotations.NullMarked;
