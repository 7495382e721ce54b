package io.curfew.config;

import java.util.Optional;

/**
 * How connections to upstreams are made and kept. Routes in which this is the same share their connections.
 *
 * @param most how many may be open to one host at once
 * @param trustStore verifies the certificates of upstreams by https; empty for the trust store of the JVM
 * @param keyStore the certificate that the gateway shows them, with its key; empty for none
 */
public record UpstreamConnections(int most, Optional<StoreFile> trustStore, Optional<StoreFile> keyStore) {}
