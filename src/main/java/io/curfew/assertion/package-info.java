/**
 * A hall: the gateway's own word to an upstream about who the user is, as a JWT that MicroProfile JWT understands.
 *
 * <p>In: a caller that the gate has let in, and the route. Out: a signed assertion, and at {@code /oidc/jwks} the keys by which an
 * upstream knows it. This room verifies nothing, and knows neither the store of sessions nor any token of a provider.
 */
@NullMarked
package io.curfew.assertion;

import org.jspecify.annotations.NullMarked;
