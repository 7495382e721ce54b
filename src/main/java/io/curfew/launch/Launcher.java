package io.curfew.launch;

import io.curfew.launch.kong.KongImport;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Starts the server that the jar carries, in a directory of its own that is gone when the server has ended.
 *
 * <p>{@code UNPACK_DIRECTORY} names the parent directory to unpack into (default: the system's temporary directory). {@code
 * JVM_ARGS} holds options for the server's JVM; those of this one do not reach it. The exit status is the server's, unless this
 * process is asked to end: then it ends the server first. Before that the server goes on for {@code DRAIN_SECONDS} and says
 * that it is not ready, so that a load balancer turns away from it in time.
 *
 * <p>With {@code import-kong <file>} it starts nothing and writes properties made from a declarative file of Kong. With {@code
 * doctor} it starts nothing either and examines the configuration together with its providers.
 */
public final class Launcher {
    private static final String DRAIN_SECONDS = "DRAIN_SECONDS";

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(arguments.length == 0 ? run(System.getenv()) : command(List.of(arguments)));
    }

    private static int command(List<String> words) {
        // the gateway reads its file in UTF-8, whatever this machine's own encoding is
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        if (words.get(0).equals(DoctorCommand.COMMAND)) {
            ServerOptions.of(System.getenv()).forEach(Launcher::setUnlessSet);
            return new DoctorCommand(System.getenv(), System.in, out, System.err)
                    .run(words.subList(1, words.size()), properties(), Clock.systemUTC());
        }
        if (words.size() != 2 || !words.get(0).equals(KongImport.COMMAND)) {
            System.err.println("Start Curfew without arguments, with " + KongImport.COMMAND
                    + " and the path of a declarative file of Kong, or with " + DoctorCommand.COMMAND + ".");
            return 2;
        }
        return KongImport.run(words.get(1), out, System.err);
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }

    private static Map<String, String> properties() {
        Properties all = System.getProperties();
        return all.stringPropertyNames().stream().collect(Collectors.toMap(Function.identity(), all::getProperty));
    }

    private static int run(Map<String, String> environment) {
        String drainSeconds = environment.getOrDefault(DRAIN_SECONDS, "5");
        if (!drainSeconds.matches("[0-9]{1,3}")) {
            System.err.println(DRAIN_SECONDS + " is \"" + drainSeconds
                    + "\", and must be a whole number of seconds from 0 to 999. Curfew does not start.");
            return 1;
        }
        UnpackedServer server = new UnpackedServer(environment, Duration.ofSeconds(Integer.parseInt(drainSeconds)));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "curfew-stop"));
        try {
            server.start();
            // unpacking has filled the heap, and from here on this process only waits
            System.gc();
            return server.awaitEnd();
        } catch (IOException e) {
            System.err.println("Curfew could not be unpacked and started: " + e);
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
