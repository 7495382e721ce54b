/**
 * A hall: everything we know of an OpenID Provider and ask it: discovery, keys, new tokens, revocation.
 *
 * <p>In: a registration. Out: metadata, keys, outcomes of calls; every call is bounded in time and size. It does not know
 * sessions.
 */
@NullMarked
package io.curfew.provider;

import org.jspecify.annotations.NullMarked;
