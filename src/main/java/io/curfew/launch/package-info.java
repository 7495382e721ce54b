/**
 * The front step of the self-contained jar: {@code java -jar curfew.jar} unpacks the server it carries and runs it.
 *
 * <p>In: the process environment. Out: a running server, whose end it follows. It knows no other room; the WAR does not need it.
 */
@NullMarked
package io.curfew.launch;

import org.jspecify.annotations.NullMarked;
