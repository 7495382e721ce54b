package io.curfew.config;

/**
 * How connections to upstreams are made and kept. Routes in which this is the same share their connections.
 *
 * @param most how many may be open to one host at once
 */
public record UpstreamConnections(int most) {}
