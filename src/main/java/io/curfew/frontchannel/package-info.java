/**
 * A door: the provider's page says "over" through an iframe in the user's browser (OpenID Connect Front-Channel Logout 1.0).
 *
 * <p>In: {@code iss} and {@code sid}, from somebody whom nobody knows. Out: the sessions of exactly that session at the provider are
 * over, if there were any; the answer is always the same. Tokens are left alone.
 */
@NullMarked
package io.curfew.frontchannel;

import org.jspecify.annotations.NullMarked;
