package io.curfew.session;

import io.curfew.config.ClusterSettings;
import io.curfew.config.Endpoint;
import io.curfew.config.Secret;
import io.curfew.config.StoreFile;
import io.curfew.ground.InfinispanServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Prints how many bytes of heap a session takes, embedded in a node and in an Infinispan server: session and both indexes. */
public final class StoreSize {
    private static final int SESSIONS = 100_000;
    private static final int TOKEN = 1200;

    private StoreSize() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (EmbeddedStore store = EmbeddedStore.local()) {
            fill(store.caches(), 0, 1000);
            long before = usedHere();
            fill(store.caches(), 1000, SESSIONS);
            System.out.printf("embedded, each copy: %d bytes%n", (usedHere() - before) / SESSIONS);
        }
        try (InfinispanServers servers = InfinispanServers.start(1, List.of("-Xmx3g"))) {
            ClusterSettings.Remote settings = new ClusterSettings.Remote(
                    servers.addresses().stream().map(StoreSize::endpoint).toList(),
                    InfinispanServers.GATEWAY.name(),
                    new Secret(InfinispanServers.GATEWAY.password()),
                    Optional.of(new StoreFile(servers.trustStore(), new Secret(servers.trustStorePassword()))),
                    "curfew-",
                    false);
            try (RemoteStore store = RemoteStore.connect(settings, List.of("key"), Clock.systemUTC())) {
                fill(store.caches(), 0, 1000);
                long before = usedBy(servers.pid(0));
                fill(store.caches(), 1000, SESSIONS);
                System.out.printf("remote, each copy: %d bytes%n", (usedBy(servers.pid(0)) - before) / SESSIONS);
            }
        }
    }

    /** One session for each user, with three tokens of 1,200 characters, as Keycloak's are with a few roles. */
    private static void fill(SessionCaches caches, int from, int count) {
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(List.of(new Secret("a secret of the bench")), random);
        Sessions sessions = new Sessions(caches, seal, Clock.systemUTC(), random, LoginBuilder.ABSOLUTE);
        String token = "t".repeat(TOKEN);
        for (int i = from; i < from + count; i++) {
            sessions.begin(new LoginBuilder(Instant.now())
                    .subject("f3a9c9a2-1f5e-4c1b-9a58-" + i)
                    .sid("0d6b1c66-6a2f-4f5c-8a9e-" + i)
                    .tokens(new Tokens(token, token, token))
                    .build());
        }
    }

    private static long usedHere() {
        return usedBy(ProcessHandle.current().pid());
    }

    /** Live objects, counted by the JVM after a collection. */
    private static long usedBy(long process) {
        try {
            String jcmd = System.getProperty("java.home") + "/bin/jcmd";
            Process count = new ProcessBuilder(jcmd, Long.toString(process), "GC.class_histogram").start();
            String histogram = new String(count.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String total = histogram.substring(histogram.lastIndexOf("Total")).trim();
            return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Endpoint endpoint(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        return new Endpoint(hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
    }
}
