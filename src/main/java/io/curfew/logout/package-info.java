/**
 * A door: the user leaves. RP-initiated logout, token revocation, the page after it.
 *
 * <p>In: a sign-out by suffix, query or body argument, or at {@code /oidc/logout}. Out: ended sessions and a redirect to the
 * end-session endpoint. The local session ends whatever the provider does.
 *
 * <p>The way through: an edge ({@code *Endpoint}, {@code *Resource}) → {@link io.curfew.logout.SignOut} (may this request do
 * it, for which sessions, in which form to answer) → {@link io.curfew.logout.RpInitiatedLogout} (the order of things) → later,
 * when the provider sends the browser back, {@link io.curfew.logout.LoggedOut}.
 */
@NullMarked
package io.curfew.logout;

import org.jspecify.annotations.NullMarked;
