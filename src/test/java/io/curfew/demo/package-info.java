/**
 * The demo: a Keycloak, two small applications behind the gateway, another application beside it, and a walk through them that
 * checks itself. Stands on the test ground.
 */
@NullMarked
package io.curfew.demo;

import org.jspecify.annotations.NullMarked;
