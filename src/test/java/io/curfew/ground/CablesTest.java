package io.curfew.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.TLS;
import org.jgroups.util.TLSClientAuth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cables between the nodes of a real JGroups cluster. */
class CablesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int DETECTION_MILLIS = 3_000;
    private static final int PATIENT_MILLIS = 60_000;
    private static final String PASSWORD = "changeit";

    private final Cables cables = Cables.between(3);
    private final List<JChannel> channels = new ArrayList<>();
    private final List<Queue<String>> received = new ArrayList<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Logger logger = Logger.getLogger("org.jgroups");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                complaints.add(entry.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
    }

    @AfterEach
    void close() {
        cables.heal();
        channels.forEach(JChannel::close);
        cables.close();
        logger.removeHandler(listener);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNodeWithCutCablesIsAloneAndComesBackWhenTheyAreHealed(boolean encrypted) throws Exception {
        join(encrypted, DETECTION_MILLIS);
        say(0, "before");
        assertTrue(heard("before", 0, 1, 2));

        long cut = System.nanoTime();
        cables.isolate(2);
        say(0, "from 0");
        say(2, "from 2");
        assertTrue(Waiting.until(() -> sizes().equals(List.of(2, 2, 1)), LIMIT), this::story);
        long split = (System.nanoTime() - cut) / 1_000_000;
        assertTrue(heard("from 0", 0, 1));
        assertEquals(
                List.of(), received.get(2).stream().filter("from 0"::equals).toList());

        long healed = System.nanoTime();
        cables.heal();
        assertTrue(Waiting.until(() -> sizes().equals(List.of(3, 3, 3)), LIMIT), this::story);
        long merged = (System.nanoTime() - healed) / 1_000_000;
        say(2, "after");
        assertTrue(heard("after", 0, 1, 2));
        System.out.println("TLS " + encrypted + ": split seen after " + split + " ms, merged after " + merged + " ms, "
                + complaints.size() + " warnings: " + complaints);
        assertTrue(split > 1_000, "nobody may be told of the cut: " + split + " ms");
        assertTrue(complaints.size() < 200, complaints::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aShortCutDelaysMessagesAndLosesNone(boolean encrypted) throws Exception {
        join(encrypted, PATIENT_MILLIS);
        String before = story();
        cables.cut(0, 1);
        say(0, "held");
        assertTrue(heard("held", 0, 2));
        assertFalse(Waiting.until(() -> heardNow("held", 1), Duration.ofSeconds(1)));
        cables.heal();
        assertTrue(heard("held", 1));
        assertEquals(before, story(), "the view never changed");
    }

    private void join(boolean encrypted, int detectionMillis) throws Exception {
        Path store = encrypted ? keyStore() : Path.of("none");
        for (int node = 0; node < 3; node++) {
            Queue<String> messages = new ConcurrentLinkedQueue<>();
            received.add(messages);
            JChannel channel = channel(node, encrypted ? tls(store) : new TLS(), detectionMillis);
            channel.setReceiver(new Receiver() {
                @Override
                public void receive(Message message) {
                    messages.add(new String(
                            message.getArray(), message.getOffset(), message.getLength(), StandardCharsets.UTF_8));
                }
            });
            channels.add(channel);
            channel.connect("cables");
        }
        assertTrue(Waiting.until(() -> sizes().equals(List.of(3, 3, 3)), LIMIT), this::story);
        assertTrue(Waiting.until(() -> channels.stream().allMatch(CablesTest::watchesItsNeighbour), LIMIT));
        complaints.clear();
    }

    private static boolean watchesItsNeighbour(JChannel channel) {
        FD_SOCK2 sockets = channel.getProtocolStack().findProtocol(FD_SOCK2.class);
        return sockets.getClientState().equals("CONNECTED");
    }

    private JChannel channel(int node, TLS tls, int detectionMillis) throws Exception {
        InetAddress bound = InetAddress.getByName(cables.bindAddress(node));
        InetAddress known = InetAddress.getByName(cables.knownAddress(node));
        List<InetSocketAddress> members = IntStream.range(0, 3)
                .mapToObj(other -> new InetSocketAddress(cables.knownAddress(other), cables.port()))
                .toList();
        TCP transport = new TCP();
        transport.tls(tls).setClientBindAddr(bound);
        transport.setSockConnTimeout(300);
        transport
                .setBindAddress(bound)
                .setBindPort(cables.port())
                .setPortRange(0)
                .setExternalAddr(known);
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts((Collection<InetSocketAddress>) members);
        FD_SOCK2 sockets = new FD_SOCK2()
                .setBindAddress(bound)
                .setExternalAddress(known)
                .setOffset(1)
                .setPortRange(0);
        return new JChannel(
                transport,
                discovery,
                new MERGE3().setMinInterval(500).setMaxInterval(1_500),
                sockets,
                new FD_ALL3().setTimeout(detectionMillis).setInterval(500),
                new VERIFY_SUSPECT2().setTimeout(500),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS().setJoinTimeout(1_000).printLocalAddress(false));
    }

    private static TLS tls(Path store) {
        return new TLS()
                .enabled(true)
                .setClientAuth(TLSClientAuth.NEED)
                .setKeystoreType("PKCS12")
                .setKeystorePath(store.toString())
                .setKeystorePassword(PASSWORD)
                .setKeystoreAlias("node")
                .setTruststoreType("PKCS12")
                .setTruststorePath(store.toString())
                .setTruststorePassword(PASSWORD);
    }

    private static Path keyStore() throws Exception {
        Path store = BuildDirectory.fresh("cables").resolve("node.p12");
        String options = "-genkeypair -alias node -keyalg EC -validity 2 -storetype PKCS12 -dname CN=node -storepass ";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        builder.command().addAll(List.of((options + PASSWORD).split(" ")));
        builder.command().addAll(List.of("-keystore", store.toString()));
        assertEquals(
                0,
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor());
        return store;
    }

    private void say(int node, String word) throws Exception {
        channels.get(node).send(new BytesMessage(null, word.getBytes(StandardCharsets.UTF_8)));
    }

    private boolean heard(String word, int... nodes) {
        return Waiting.until(() -> IntStream.of(nodes).allMatch(node -> heardNow(word, node)), LIMIT);
    }

    private boolean heardNow(String word, int node) {
        return received.get(node).contains(word);
    }

    private List<Integer> sizes() {
        return channels.stream().map(channel -> channel.getView().size()).toList();
    }

    private String story() {
        return channels.stream()
                .map(channel -> channel.getView().toString())
                .toList()
                .toString();
    }
}
