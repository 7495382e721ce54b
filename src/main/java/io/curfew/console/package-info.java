/**
 * A door: users, and those who run the gateway, look at sessions and end them.
 *
 * <p>In: requests of a browser that is signed in. Out: pages, and JSON for programs. It shows nobody a session that is not theirs.
 */
@NullMarked
package io.curfew.console;

import org.jspecify.annotations.NullMarked;
