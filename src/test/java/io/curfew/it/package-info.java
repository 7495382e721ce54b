/** Tests of the packaged node as it runs, against a test provider, a recording upstream, and raw sockets. */
@NullMarked
package io.curfew.it;

import org.jspecify.annotations.NullMarked;
