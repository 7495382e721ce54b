/**
 * The front step of the self-contained jar: {@code java -jar curfew.jar} unpacks the server it carries and runs it.
 *
 * <p>In: the process environment. Out: a running server, whose end it follows; or the report of a command. Of the other rooms it
 * knows those that the command {@code doctor} is about; the WAR does not need it.
 */
@NullMarked
package io.curfew.launch;

import org.jspecify.annotations.NullMarked;
