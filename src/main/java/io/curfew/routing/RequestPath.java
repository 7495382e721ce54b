package io.curfew.routing;

/**
 * A path after the one normalisation that routing, gate, logout suffix and forwarding share.
 *
 * @param value starts with a slash, in its normal percent-encoding, without the context root and without the query
 */
public record RequestPath(String value) {}
