/**
 * A hall: which sessions are live, and ending them.
 *
 * <p>In: a login result, a session id from a cookie, an order to end sessions. Out: verdicts and outcomes. The only room that
 * knows Infinispan; it knows neither HTTP nor any OpenID Provider.
 */
@NullMarked
package io.curfew.session;

import org.jspecify.annotations.NullMarked;
