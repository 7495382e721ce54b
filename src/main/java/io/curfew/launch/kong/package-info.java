/**
 * What the front step does for those who come from Kong: {@code java -jar curfew.jar import-kong kong.yaml}.
 *
 * <p>In: a declarative file of Kong. Out: properties for the gateway, and a report of everything they leave out. It knows no
 * other room: what a value means is the gateway's to say, at its start.
 */
@NullMarked
package io.curfew.launch.kong;

import org.jspecify.annotations.NullMarked;
