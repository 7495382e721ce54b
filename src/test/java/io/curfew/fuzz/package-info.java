/**
 * What the fuzz tests share. They stand beside what they fuzz, as most of that is private to its room: {@code *FuzzTest}.
 */
@NullMarked
package io.curfew.fuzz;

import org.jspecify.annotations.NullMarked;
