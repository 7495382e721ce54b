/**
 * A door: the gate. A verdict for every request; the handshake with the OpenID Provider; the callback; the return target.
 *
 * <p>In: every request. Out: a live session or a route match handed to the next door, a redirect to the provider, or a
 * refusal. It must not know how a request is proxied nor how a logout is done.
 */
@NullMarked
package io.curfew.login;

import org.jspecify.annotations.NullMarked;
