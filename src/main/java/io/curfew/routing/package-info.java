/**
 * A hall: the path of a request, normalised once, and the route it belongs to.
 *
 * <p>In: the raw request target. Out: a normalised path, or a refusal; the route match that gate, logout and proxy share. And whom
 * a proxy in front says it forwards for. It
 * knows neither sessions nor providers nor servlets.
 */
@NullMarked
package io.curfew.routing;

import org.jspecify.annotations.NullMarked;
