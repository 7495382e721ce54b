package io.curfew.session;

import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;

/** Cuts and mends the connections of nodes in one process, below everything that could notice. */
final class Wires {
    private Wires() {}

    /** From now on the node neither hears nor is heard by the others. */
    static void cut(EmbeddedStore node) {
        try {
            DISCARD discard = new DISCARD().discardAll(true);
            channel(node).getProtocolStack().insertProtocol(discard, ProtocolStack.Position.ABOVE, TP.class);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static void mend(EmbeddedStore node) {
        channel(node).getProtocolStack().removeProtocol(DISCARD.class);
    }

    /** By names, as the compiler cannot read Infinispan's own types without a warning. */
    private static JChannel channel(EmbeddedStore node) {
        try {
            Object cache = node.caches().sessions();
            Class<?> manager = Class.forName("org.infinispan.manager.EmbeddedCacheManager");
            Object container = Class.forName("org.infinispan.Cache")
                    .getMethod("getCacheManager")
                    .invoke(cache);
            Class<?> registry = Class.forName("org.infinispan.factories.GlobalComponentRegistry");
            Object components = registry.getMethod("of", manager).invoke(null, container);
            Object transport = registry.getMethod("getComponent", Class.class)
                    .invoke(components, Class.forName("org.infinispan.remoting.transport.Transport"));
            return (JChannel) transport.getClass().getMethod("getChannel").invoke(transport);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
