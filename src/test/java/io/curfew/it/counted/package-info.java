/** A small application that registers a metric of each kind. */
@NullMarked
package io.curfew.it.counted;

import org.jspecify.annotations.NullMarked;
