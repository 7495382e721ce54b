/**
 * A door that opens outward: applications are told that a session of theirs is over.
 *
 * <p>In: each session that this node has ended. Out: a signed notice to every application that the session was good for, later and in
 * threads of its own; whoever ended the session never waits for it.
 */
@NullMarked
package io.curfew.notice;

import org.jspecify.annotations.NullMarked;
