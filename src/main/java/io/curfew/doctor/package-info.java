/**
 * A consulting room: asks a provider whether it and the configuration fit each other, before users find out.
 *
 * <p>In: the settings, and perhaps an administrator of Keycloak. Out: findings. It signs nobody in, follows no redirect, and
 * changes nothing but the gateway's own client where it is told to mend. It does not know sessions, requests, or who asks.
 */
@NullMarked
package io.curfew.doctor;

import org.jspecify.annotations.NullMarked;
