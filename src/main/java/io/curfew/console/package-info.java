/**
 * A door: users and their open pages look at sessions, and users end them.
 *
 * <p>In: a page's question about its session and its wish to hear of the end; the user's question where they are signed in, and what is
 * to end; an operator's question for everybody's sessions. Out: JSON, server-sent events, the script that applications include, pages. It
 * shows nobody but operators a session that is not theirs, and nothing here uses one: a page that is only open keeps nobody signed in.
 *
 * <p>The way through, of a page: an edge ({@code *Resource}, {@code *Servlet}) → {@link io.curfew.console.PageSession} (may it ask, of
 * which route, what is there) → for the events {@link io.curfew.console.Watchers}, which hold the streams of this node. Of a user: {@link
 * io.curfew.console.MySessionsResource} → {@link io.curfew.console.MySessions}. Of an operator: {@link
 * io.curfew.console.OperatorEndpoint} (may they) → {@link io.curfew.console.AdminSessions}, {@link io.curfew.console.AdminEndings}.
 */
@NullMarked
package io.curfew.console;

import org.jspecify.annotations.NullMarked;
