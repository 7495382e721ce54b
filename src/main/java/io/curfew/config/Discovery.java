package io.curfew.config;

import java.util.List;

/** How the nodes of an embedded cluster find each other. */
public sealed interface Discovery {

    /**
     * By a list.
     *
     * @param endpoints where nodes may be, at least one, none twice; in any order
     */
    record Members(List<Endpoint> endpoints) implements Discovery {
        public Members {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * By DNS.
     *
     * @param name has the address of every node; all of them listen on the same port
     */
    record Dns(String name) implements Discovery {}

    /**
     * By multicast.
     *
     * @param group a multicast address and the port for it
     */
    record Multicast(Endpoint group) implements Discovery {}
}
