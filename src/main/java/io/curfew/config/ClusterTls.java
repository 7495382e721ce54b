package io.curfew.config;

/**
 * Mutual TLS between the nodes.
 *
 * @param key what this node shows the others: a private key and its certificate
 * @param trust who may be a node: the certificates, or those of the authority that signed them
 */
public record ClusterTls(StoreFile key, StoreFile trust) {}
