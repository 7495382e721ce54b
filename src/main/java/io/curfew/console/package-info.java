/**
 * A door: users and their open pages look at sessions.
 *
 * <p>In: a page's question about its session, and its wish to hear of the end. Out: JSON, server-sent events, and the script that
 * applications include. Nothing here uses a session: a page that is only open keeps nobody signed in.
 *
 * <p>The way through: an edge ({@code *Resource}, {@code *Servlet}) → {@link io.curfew.console.PageSession} (may it ask, of which
 * route, what is there) → for the events {@link io.curfew.console.Watchers}, which hold the streams of this node.
 */
@NullMarked
package io.curfew.console;

import org.jspecify.annotations.NullMarked;
