package io.curfew.session;

import java.util.function.Consumer;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.annotation.ClientCacheEntryCreated;
import org.infinispan.client.hotrod.annotation.ClientCacheEntryModified;
import org.infinispan.client.hotrod.annotation.ClientCacheFailover;
import org.infinispan.client.hotrod.annotation.ClientListener;
import org.infinispan.client.hotrod.event.ClientCacheEntryCreatedEvent;
import org.infinispan.client.hotrod.event.ClientCacheEntryModifiedEvent;
import org.infinispan.client.hotrod.event.ClientCacheFailoverEvent;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.infinispan.commons.api.BasicCache;
import org.infinispan.notifications.Listenable;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;

/**
 * Hears of every mark that any node writes. In the cluster of the gateways each node has all marks, so each hears of them as they
 * come in; servers tell their clients, if these may listen.
 */
final class MarkNews implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MarkNews.class.getName());

    private final Runnable end;
    private final boolean heard;

    private MarkNews(boolean heard, Runnable end) {
        this.end = end;
        this.heard = heard;
    }

    /**
     * Begins to listen.
     *
     * @param written is told whose mark; must not keep the caller waiting
     * @param missed is told that marks may have been missed
     */
    static MarkNews of(BasicCache<LogoutScope, LogoutMark> marks, Consumer<LogoutScope> written, Runnable missed) {
        if (marks instanceof RemoteCache<LogoutScope, LogoutMark> servers) {
            return of(servers, new OfServers(written, missed));
        }
        if (marks instanceof Listenable nodes) {
            OfNodes listener = new OfNodes(written);
            nodes.addListener(listener);
            return new MarkNews(true, () -> nodes.removeListener(listener));
        }
        return new MarkNews(false, () -> {});
    }

    private static MarkNews of(RemoteCache<LogoutScope, LogoutMark> servers, OfServers listener) {
        try {
            servers.addClientListener(listener);
            return new MarkNews(true, () -> servers.removeClientListener(listener));
        } catch (HotRodClientException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The Infinispan servers do not tell this node of logouts, so open pages learn of them some seconds later."
                            + " The user of curfew.remote_username needs the permission LISTEN. reason={0}",
                    e.getMessage());
            return new MarkNews(false, () -> {});
        }
    }

    boolean isHeard() {
        return heard;
    }

    @Override
    public void close() {
        end.run();
    }

    /** Public, since the store calls it. */
    @Listener
    public static final class OfNodes {
        private final Consumer<LogoutScope> written;

        OfNodes(Consumer<LogoutScope> written) {
            this.written = written;
        }

        /** A mark is there. */
        @CacheEntryCreated
        @CacheEntryModified
        public void onMark(CacheEntryEvent<LogoutScope, LogoutMark> event) {
            if (!event.isPre()) {
                written.accept(event.getKey());
            }
        }
    }

    /** The same. */
    @ClientListener
    public static final class OfServers {
        private final Consumer<LogoutScope> written;
        private final Runnable missed;

        OfServers(Consumer<LogoutScope> written, Runnable missed) {
            this.written = written;
            this.missed = missed;
        }

        /** A mark is there. */
        @ClientCacheEntryCreated
        public void onMark(ClientCacheEntryCreatedEvent<LogoutScope> event) {
            written.accept(event.getKey());
        }

        /** A mark covers more. */
        @ClientCacheEntryModified
        public void onMark(ClientCacheEntryModifiedEvent<LogoutScope> event) {
            written.accept(event.getKey());
        }

        /** Another server tells from now on. */
        @ClientCacheFailover
        public void onFailover(ClientCacheFailoverEvent event) {
            missed.run();
        }
    }
}
