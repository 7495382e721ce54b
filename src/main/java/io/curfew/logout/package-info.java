/**
 * A door: the user leaves. RP-initiated logout, token revocation, the page after it.
 *
 * <p>In: a sign-out by suffix, query or body argument, or at {@code /oidc/logout}. Out: ended sessions and a redirect to the
 * end-session endpoint. The local session ends whatever the provider does.
 */
@NullMarked
package io.curfew.logout;

import org.jspecify.annotations.NullMarked;
