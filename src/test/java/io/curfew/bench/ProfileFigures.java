package io.curfew.bench;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Drives one node with requests of a session and tells whose CPU time it is. */
public final class ProfileFigures {
    private static final String QUICK = "--quick";

    private ProfileFigures() {}

    /** With {@code --quick} it takes a tenth of the time; with a file from JFR it looks at that one instead. */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && !arguments[0].equals(QUICK)) {
            System.out.println(CpuProfile.of(Path.of(arguments[0])).text());
            return;
        }
        int seconds = arguments.length > 0 ? 2 : 20;
        Path directory = BuildDirectory.fresh("bench");
        try (PeerServers base = new PeerServers(directory);
                TestProvider provider = TestProvider.start()) {
            Target upstream = base.nginx();
            try (CurfewNodes nodes = new CurfewNodes(provider, upstream)) {
                Target node = nodes.start(Lineup.curfew(Lineup.usualJava()), Lineup.usualJava(), 1);
                Correctness.check(node);
                profile(node, nodes.server(node), new Wrk(directory), seconds);
            }
        } finally {
            BuildDirectory.delete(directory);
        }
    }

    private static void profile(Target node, long server, Wrk wrk, int seconds) {
        Path recording = BuildDirectory.path().resolve("profile.jfr");
        wrk.run(node, Cell.WARM_UP, seconds * 4);
        wrk.run(node, Cell.USUAL, seconds / 2);
        jcmd(server, "JFR.start", "name=bench", "settings=" + settings());
        new Figures().measure(wrk, node, Cell.USUAL, seconds);
        jcmd(server, "JFR.dump", "name=bench", "filename=" + recording);
        jcmd(server, "JFR.stop", "name=bench");
        if (!Waiting.until(() -> Files.exists(recording), Duration.ofSeconds(30))) {
            throw new IllegalStateException("There is no " + recording);
        }
        System.out.printf(Locale.ROOT, "%n%s, %s, recorded while it was loaded%n%n", node.name(), Cell.USUAL.name());
        System.out.println(CpuProfile.of(recording).text());
        System.out.println("The recording: " + recording);
    }

    /** The JDK's own settings named profile; from JDK 25 on with samples by CPU time, which know native code too. */
    private static Path settings() {
        Path profile = Lineup.usualJava().resolve("lib").resolve("jfr").resolve("profile.jfc");
        Path copy = BuildDirectory.path().resolve("profile.jfc");
        try {
            String text = Files.readString(profile);
            int start = text.indexOf("jdk.CPUTimeSample");
            if (start >= 0) {
                String rest = text.substring(start).replaceFirst("(name=\"enabled\"[^>]*>)false", "$1true");
                text = text.substring(0, start) + rest;
            }
            return Files.writeString(copy, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void jcmd(long process, String... arguments) {
        String jcmd = Lineup.usualJava().resolve("bin").resolve("jcmd").toString();
        List<String> command = new ArrayList<>(List.of(jcmd, Long.toString(process)));
        command.addAll(List.of(arguments));
        try {
            Process started =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (started.waitFor() != 0) {
                throw new IllegalStateException("jcmd said: " + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
