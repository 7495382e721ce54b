/** A small application that shows how the container behaves where the login door relies on it. */
@NullMarked
package io.curfew.it.probe;

import org.jspecify.annotations.NullMarked;
