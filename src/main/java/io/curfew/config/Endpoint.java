package io.curfew.config;

/**
 * A place in the network.
 *
 * @param host a name or an IP address, without brackets
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
