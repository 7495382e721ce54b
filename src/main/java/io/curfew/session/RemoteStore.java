package io.curfew.session;

import io.curfew.config.ClusterSettings;
import io.curfew.config.Endpoint;
import io.curfew.config.StoreFile;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.client.hotrod.configuration.NearCacheMode;
import org.infinispan.client.hotrod.configuration.SslConfigurationBuilder;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.infinispan.commons.configuration.StringConfiguration;
import org.jspecify.annotations.Nullable;

/** The store in a cluster of Infinispan servers. Nothing of it is kept here, so every read asks a server. */
public final class RemoteStore extends SessionStore {
    /** A server that is not there is found out within it, and the next one is asked. */
    private static final int CONNECT_TIMEOUT_MILLIS = 1000;

    private static final int ANSWER_TIMEOUT_MILLIS = 2000;
    private static final String NODES = "nodes";
    private static final int RETRIES = 1;
    private static final int FAILED_SERVER_MILLIS = 1000;
    private static final Duration CARD_PAUSE = Duration.ofSeconds(10);

    private final RemoteCacheManager servers;
    private final NodeCards cards;
    private final String own;
    private final String nodes;
    private final SessionCaches caches;
    private final Repeating renewal;

    private RemoteStore(RemoteCacheManager servers, String prefix, NodeCards cards, String own) {
        this.servers = servers;
        this.cards = cards;
        this.own = own;
        this.nodes = prefix + NODES;
        this.caches = new SessionCaches(
                servers.getCache(prefix + "sessions"),
                servers.getCache(prefix + "sids"),
                servers.getCache(prefix + "subjects"),
                servers.getCache(prefix + "logouts"),
                servers.getCache(prefix + "logout_tokens"),
                servers.getCache(prefix + "logins"));
        this.renewal = Repeating.start("curfew-store-card", CARD_PAUSE, cards::renew);
    }

    /**
     * Connects to the servers.
     *
     * @throws StoreRefusedException if none of them answers, lets us in, and has our caches or lets us create them; or if another
     *     gateway there does not go with this one
     */
    static RemoteStore connect(ClusterSettings.Remote settings, List<String> sealKeys, Clock clock) {
        RemoteCacheManager servers =
                new RemoteCacheManager(configuration(settings).build(), false);
        try {
            servers.start();
            String prefix = settings.cachePrefix();
            RemoteCacheTemplates.of(prefix)
                    .forEach((cache, template) -> require(servers, cache, template, settings.createCaches()));
            NodeCard own = NodeCard.of(UUID.randomUUID().toString(), sealKeys);
            NodeCards cards = new NodeCards(servers, prefix + NODES, own, address -> true, () -> Moment.of(clock));
            cards.join();
            return new RemoteStore(servers, prefix, cards, own.address());
        } catch (HotRodClientException | StoreUnavailableException e) {
            servers.stop();
            throw new StoreRefusedException(
                    "No Infinispan server of curfew.remote_servers can be used: " + reasons(e)
                            + " Look whether one is running there, whether curfew.remote_username and curfew.remote_password are right, and"
                            + " whether curfew.remote_trust_store knows its certificate and the certificate names the host.",
                    e);
        } catch (RuntimeException e) {
            servers.stop();
            throw e;
        }
    }

    @Override
    public SessionCaches caches() {
        return caches;
    }

    /** Its servers count what they hold; that they answer is for readiness to say. */
    @Override
    public StoreVitals vitals() {
        return new StoreVitals() {
            @Override
            public boolean isServing() {
                return true;
            }

            @Override
            public @Nullable Held held() {
                return null;
            }
        };
    }

    @Override
    public String nodeName() {
        return own;
    }

    @Override
    public NodeNotes notes(Seal seal, Clock clock) {
        return new NodeNotes(servers.getCache(nodes), own, seal, () -> Moment.of(clock));
    }

    @Override
    public ClusterView view() {
        return ClusterView.ofGateways(cards.all(), cards.address());
    }

    @Override
    SessionSurvey survey(SessionSearch search) {
        return new RemoteSurvey((RemoteCache<SessionKey, Session>) caches.sessions(), search);
    }

    @Override
    public void close() {
        renewal.close();
        try {
            cards.sayGoodbye();
        } catch (RuntimeException e) {
            // the card runs out by itself
        } finally {
            servers.stop();
        }
    }

    /** What the client says, from its own words down to the cause, which is often the only one that helps. */
    private static String reasons(Throwable failure) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (reasons.indexOf(message) < 0) {
                reasons.append(message).append("; ");
            }
        }
        return reasons.toString();
    }

    private static void require(RemoteCacheManager servers, String cache, String template, boolean create) {
        RemoteCache<Object, Object> there = servers.getCache(cache);
        if (there != null) {
            return;
        }
        String missing = "The Infinispan servers have no cache '" + cache + "'";
        if (!create) {
            throw new StoreRefusedException(
                    missing + " and curfew.remote_create_caches is false. Create it there:\n" + template);
        }
        try {
            // to create needs more rights than to get or create
            servers.administration().getOrCreateCache(cache, new StringConfiguration(template));
        } catch (HotRodClientException e) {
            throw new StoreRefusedException(
                    missing + " and do not let curfew.remote_username create it (" + e.getMessage()
                            + "). Create it there, or give this user the role to:\n" + template,
                    e);
        }
    }

    private static ConfigurationBuilder configuration(ClusterSettings.Remote settings) {
        ConfigurationBuilder client = new ConfigurationBuilder();
        for (Endpoint server : settings.servers()) {
            client.addServer().host(server.host()).port(server.port());
        }
        client.connectionTimeout(CONNECT_TIMEOUT_MILLIS)
                .socketTimeout(ANSWER_TIMEOUT_MILLIS)
                .maxRetries(RETRIES)
                .serverFailureTimeout(FAILED_SERVER_MILLIS)
                .tcpKeepAlive(true)
                .addContextInitializer(new StoreSchema());
        client.security()
                .authentication()
                .enable()
                .saslMechanism("SCRAM-SHA-512")
                .username(settings.username())
                .password(settings.password().value());
        // the client compares the certificates of all servers with this one name
        SslConfigurationBuilder tls = client.security()
                .ssl()
                .enable()
                .hostnameValidation(true)
                .sniHostName(settings.servers().get(0).host());
        settings.trustStore().ifPresentOrElse(trust -> trust(tls, trust), () -> tls.sslContext(ofTheJvm()));
        for (String cache : RemoteCacheTemplates.of(settings.cachePrefix()).keySet()) {
            // a near cache would be told of a removal after the provider has its 200
            client.remoteCache(cache).forceReturnValues(true).nearCacheMode(NearCacheMode.DISABLED);
        }
        return client;
    }

    private static SSLContext ofTheJvm() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void trust(SslConfigurationBuilder tls, StoreFile trust) {
        tls.trustStoreFileName(trust.file().toString())
                .trustStoreType("PKCS12")
                .trustStorePassword(trust.password().value().toCharArray());
    }
}
