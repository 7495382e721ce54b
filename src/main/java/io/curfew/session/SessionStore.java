package io.curfew.session;

import io.curfew.config.ClusterSettings;
import java.time.Clock;
import java.util.List;

/** The store of the sessions, wherever it is: in this process, in the gateway nodes, or in Infinispan servers. */
public abstract sealed class SessionStore implements AutoCloseable permits EmbeddedStore, RemoteStore {
    /**
     * Starts or joins or connects to the store; takes some seconds, so do it before the first request.
     *
     * @param sealKeys the ids of the keys that this node opens tokens with, the sealing one first
     * @throws StoreRefusedException if the store cannot be had
     */
    public static SessionStore open(ClusterSettings settings, List<String> sealKeys, Clock clock) {
        if (settings instanceof ClusterSettings.Embedded embedded) {
            return EmbeddedStore.join(embedded, sealKeys, clock);
        }
        if (settings instanceof ClusterSettings.Remote remote) {
            return RemoteStore.connect(remote, sealKeys, clock);
        }
        return EmbeddedStore.local();
    }

    /** What {@link Sessions} and {@link Logins} work on. */
    public abstract SessionCaches caches();

    /** What the nodes call this one in their logs. */
    public abstract String nodeName();

    /** What the nodes tell each other besides sessions. */
    public abstract NodeNotes notes(Seal seal, Clock clock);

    /** What this node knows of the nodes that share the sessions; asks nobody but for the leave-takings of others. */
    public abstract ClusterView view();

    /** Whether this node serves nobody any more until it is started again, because it does not go with the others. */
    public boolean hasGivenUp() {
        return false;
    }

    /** By which all sessions can be looked through. */
    abstract SessionSurvey survey(SessionSearch search);

    /** How it is. */
    public abstract StoreVitals vitals();

    @Override
    public abstract void close();
}
