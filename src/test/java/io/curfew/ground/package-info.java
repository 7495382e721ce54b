/**
 * The test ground: a real Keycloak, gateway nodes as processes of their own, and browsers.
 *
 * <p>Everything here binds to the loopback interface on free ports, writes below the build directory only, and leaves no process
 * behind. Knows nothing of the product's classes.
 */
@NullMarked
package io.curfew.ground;

import org.jspecify.annotations.NullMarked;
