/** Integration tests: the packaged gateway, a real Keycloak, a real browser. */
@NullMarked
package io.curfew.it;

import org.jspecify.annotations.NullMarked;
