package io.curfew.bench;

import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** WebSocket messages per second that come back, on many connections, each of which sends the next one when the last is back. */
final class MessageRate {
    static final int CONNECTIONS = 64;

    /**
     * What was found, medians of all rounds.
     *
     * @param perSecond messages there and back, by the target's name
     */
    record Found(Map<String, Double> perSecond) {}

    private final Options options;

    MessageRate(Options options) {
        this.options = options;
    }

    /** Starts an upstream of its own, Apache and a node in front of it, and measures all of them in turn. */
    Found measured(TestProvider provider, Path directory) {
        try (EchoUpstream echo = new EchoUpstream();
                PeerServers peers = new PeerServers(directory.resolve("websockets"));
                CurfewNodes nodes = new CurfewNodes(provider, echo.target())) {
            List<Target> targets = List.of(
                    echo.target(),
                    peers.apacheWebSockets(echo.target()),
                    nodes.start(Lineup.curfew(Lineup.usualJava()), Lineup.usualJava(), 1));
            for (Target target : targets) {
                perSecond(target, options.warmUpSeconds());
            }
            Map<String, List<Double>> all = new LinkedHashMap<>();
            for (int round = 1; round <= options.rounds(); round++) {
                for (Target target : targets) {
                    all.computeIfAbsent(target.name(), name -> new ArrayList<>())
                            .add(perSecond(target, options.seconds()));
                }
            }
            Map<String, Double> medians = new LinkedHashMap<>();
            all.forEach((name, found) ->
                    medians.put(name, found.stream().sorted().toList().get(found.size() / 2)));
            return new Found(medians);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static double perSecond(Target target, int seconds) throws IOException {
        List<EchoTalk> talks = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                talks.add(new EchoTalk(target));
            }
            double found = perSecond(talks, seconds);
            System.out.printf(Locale.ROOT, "%-26s %9.1f WebSocket messages/s%n", target.name(), found);
            return found;
        } finally {
            for (EchoTalk talk : talks) {
                talk.close();
            }
        }
    }

    private static double perSecond(List<EchoTalk> talks, int seconds) throws IOException {
        LongAdder messages = new LongAdder();
        LongAdder failures = new LongAdder();
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        List<Thread> threads = new ArrayList<>();
        for (EchoTalk talk : talks) {
            Thread thread = new Thread(() -> talkUntil(end, talk, messages, failures), "talk");
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
        if (failures.sum() > 0) {
            throw new IOException(failures.sum() + " of " + talks.size() + " WebSockets failed");
        }
        return messages.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static void talkUntil(long end, EchoTalk talk, LongAdder messages, LongAdder failures) {
        try {
            while (System.nanoTime() < end) {
                talk.exchange();
                messages.increment();
            }
        } catch (IOException failure) {
            failures.increment();
        }
    }
}
