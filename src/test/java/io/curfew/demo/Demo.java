package io.curfew.demo;

import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakServer;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The main class of {@code ./demo}. */
public final class Demo {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** Set as soon as the JVM is asked to end, by Ctrl-C or otherwise; then failures are a consequence and not worth a word. */
    private static volatile boolean ending;

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        DemoCommand command = DemoCommand.of(List.of(arguments));
        if (command == null) {
            OUT.println("Usage: ./demo [--nodes <1 to " + DemoCommand.MOST_NODES + ">] [--check]");
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(Demo::announceEnd, "announce the end"));
        int code = 1;
        try (DemoStage stage = DemoStage.set(command.nodes(), OUT::println)) {
            code = command.check() ? check(stage) : present(stage);
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
        OUT.println(passed ? "All steps went as they should." : "Something went wrong. " + logs(stage));
        return passed ? 0 : 1;
    }

    /** Says what there is and what to try; the processes end with the JVM. */
    private static int present(DemoStage stage) throws InterruptedException {
        OUT.println("""

                Curfew is running. Log in as %1$s (or %10$s) with the password %2$s.

                  Orders               %3$s/orders/
                  Reports              %3$s/reports/
                  Chat                 %3$s/chat/   (by a WebSocket)
                  Notes                %3$s/notes/   (remembers you, in one browser at a time)
                  Documents            %3$s/documents/   (on Open Liberty, with MicroProfile JWT; %1$s may read)
                  Another application  %4$s/   (not behind Curfew, same Keycloak)
                  Keycloak's console   %5$s/admin/master/console/#/demo/sessions   (%6$s, %7$s)

                What to try:
                  1. Open Orders and log in; then open Reports: no second password.
                  2. Sign out in one of them, and reload the other: you are out of both.
                  3. Log in again. In Keycloak's console, under Sessions, sign the user out; reload Orders, or press its fetch button.
                  4. Log in again, open Another application, and sign out there: you are out of Orders and Reports, too.
                  5. Open Chat here, and as %10$s in a private window. In Keycloak's console sign one of them out: that chat is cut at once.
                  6. Open Notes, close the browser, and come back: no login. Log in to Notes in another browser: the first one is told why it is out.
                     Sign out of Another application: Keycloak's page has a frame that ends Notes, without a cookie.
                  7. Open Documents as %1$s, then as %10$s: the first is a reader, the second is not.

                %8$s
                %9$s
                Ctrl-C ends everything.
                """.formatted(
                        DemoStage.USER,
                        DemoStage.PASSWORD,
                        stage.url(""),
                        stage.anotherUrl(),
                        stage.keycloak().url(),
                        KeycloakServer.ADMIN_USER,
                        stage.keycloak().adminPassword(),
                        stage.gateway().size() == 1 ? "" : nodes(stage.gateway()),
                        logs(stage),
                        DemoStage.OTHER_USER));
        new CountDownLatch(1).await();
        return 0;
    }

    private static String nodes(List<GatewayNode> nodes) {
        String list = nodes.stream()
                .map(node -> "  port %d, process %d".formatted(node.config().httpPort(), serverPid(node)))
                .collect(Collectors.joining("\n"));
        return """
                Every request goes to the next of these nodes, which share the sessions:
                %s
                  8. Log in, end one of them (kill -9 %d), and reload: you are still logged in.
                     Sign out then, and no node lets you in.
                """.formatted(list, serverPid(nodes.get(0)));
    }

    /** The launcher above it ends with it. */
    private static long serverPid(GatewayNode node) {
        return node.launcher().children().findFirst().orElseThrow().pid();
    }

    private static String logs(DemoStage stage) {
        return stage.gateway().stream()
                .map(node -> node.log().toString())
                .collect(Collectors.joining("\n  ", "The gateway's log:\n  ", ""));
    }
}
