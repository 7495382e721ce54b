/**
 * A door: the OpenID Provider says that a session is over.
 *
 * <p>In: one logout token in a form body (OpenID Connect Back-Channel Logout 1.0, section 2.5). Out: 200 once every session it
 * names has ended, or 400 with a stable reason.
 */
@NullMarked
package io.curfew.backchannel;

import org.jspecify.annotations.NullMarked;
