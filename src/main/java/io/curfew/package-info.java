/**
 * Curfew: OpenID Connect login, sign-out and single logout in front of web applications.
 *
 * <p>The rooms: doors ({@code login}, {@code proxy}, {@code logout}, {@code backchannel}, {@code frontchannel}, {@code console}) never open onto each
 * other; they lead into halls ({@code session}, {@code assertion}, {@code provider}, {@code routing}, {@code page}, {@code audit}), which stand on the cellar
 * ({@code config}). {@code health} is a window. Only {@link io.curfew.CurfewWiring} knows them all.
 */
@NullMarked
package io.curfew;

import org.jspecify.annotations.NullMarked;
