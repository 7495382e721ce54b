package io.curfew.demo;

import io.curfew.ground.KeycloakServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The main class of {@code ./demo}. */
public final class Demo {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Set as soon as the JVM is asked to end, by Ctrl-C or otherwise; then failures are a consequence and not worth a word. */
    private static volatile boolean ending;

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        boolean check = List.of(arguments).equals(List.of("--check"));
        if (arguments.length > 0 && !check) {
            OUT.println("Usage: ./demo [--check]");
            System.exit(2);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Demo::announceEnd, "announce the end"));
        int code = 1;
        try (DemoStage stage = DemoStage.set(OUT::println)) {
            code = check ? check(stage) : present(stage);
        } catch (RuntimeException failure) {
            if (ending) {
                return;
            }
            OUT.println(failure.getMessage());
            for (Throwable suppressed : failure.getSuppressed()) {
                OUT.println(suppressed.getMessage());
            }
            code = 1;
        }
        System.exit(code);
    }

    private static void announceEnd() {
        ending = true;
        OUT.println("Stopping …");
    }

    private static int check(DemoStage stage) {
        OUT.println();
        boolean passed = new DemoWalk(stage, OUT).play();
        OUT.println();
        OUT.println(
                passed
                        ? "All steps went as they should."
                        : "Something went wrong. The gateway's log: "
                                + stage.gateway().log());
        return passed ? 0 : 1;
    }

    /** Says what there is and what to try; the processes end with the JVM. */
    private static int present(DemoStage stage) throws InterruptedException {
        OUT.println("""

                Curfew is running. Log in as %1$s with the password %2$s.

                  Orders               %3$s/orders/
                  Reports              %3$s/reports/
                  Another application  %4$s/   (not behind Curfew, same Keycloak)
                  Keycloak's console   %5$s/admin/master/console/#/demo/sessions   (%6$s, %7$s)

                What to try:
                  1. Open Orders and log in; then open Reports: no second password.
                  2. Sign out in one of them, and reload the other: you are out of both.
                  3. Log in again. In Keycloak's console, under Sessions, sign the user out; reload Orders, or press its fetch button.
                  4. Log in again, open Another application, and sign out there: you are out of Orders and Reports, too.

                The gateway's log: %8$s
                Ctrl-C ends everything.
                """.formatted(
                        DemoStage.USER,
                        DemoStage.PASSWORD,
                        stage.gateway().config().publicUrl(),
                        stage.anotherUrl(),
                        stage.keycloak().url(),
                        KeycloakServer.ADMIN_USER,
                        stage.keycloak().adminPassword(),
                        stage.gateway().log()));
        new CountDownLatch(1).await();
        return 0;
    }
}
