/**
 * A hall: what is kept of who came, who left and who was refused.
 *
 * <p>In: notes of the doors, each when something is decided. Out: one JSON line for each in the audit log, the newest ones in memory,
 * and whoever listens. Nothing that goes wrong here reaches a request.
 */
@NullMarked
package io.curfew.audit;

import org.jspecify.annotations.NullMarked;
