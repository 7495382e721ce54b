package io.curfew.console;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.openqa.selenium.Keys;

/** In what light, and how wide, somebody looks at the console; and at what. */
enum ConsoleLooks {
    LIGHT("light", false),
    DARK("dark", false),
    PHONE_LIGHT("light", true),
    PHONE_DARK("dark", true);

    /** Something to look at. */
    record View(String name, Consumer<ConsoleGround> opening) {
        void open(ConsoleGround ground) {
            opening.accept(ground);
        }

        /** Dialogs are over the rest. */
        void close(ConsoleGround ground) {
            ground.keyboard().press(Keys.ESCAPE);
        }
    }

    static final List<View> VIEWS = List.of(
            new View("sessions", ground -> ground.open("sessions", "12 sessions shown.")),
            new View("details", ground -> {
                ground.open("sessions", "12 sessions shown.");
                ground.all("#sessions-table .actions button").get(3).click();
                ground.browser().awaitText("Session of bob");
            }),
            new View("ending", ground -> {
                ground.open("sessions", "12 sessions shown.");
                ground.script("document.getElementById('end-all').click()");
                ground.find("#ending-do").click();
                ground.browser().awaitText("Say why");
            }),
            new View("ended", ground -> {
                ground.open("sessions", "12 sessions shown.");
                ground.find("#sessions-table .danger").click();
                ground.keyboard().press("Left the company");
                ground.find("#ending-do").click();
                ground.browser().awaitText("Receipt: 3q2-7w");
            }),
            new View("search", ground -> {
                ground.open("sessions", "12 sessions shown.");
                ground.script("document.getElementById('searching').open = true;"
                        + "document.getElementById('many').open = true");
            }),
            new View("logouts", ground -> ground.open("logouts", "BAD_SIGNATURE")),
            new View("health", ground -> ground.open("health", "The connection was refused.")),
            new View("explain", ground -> {
                ground.open("explain", "Explain a logout token");
                ground.find("#explain-form textarea").sendKeys("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyLTEifQ.c2ln");
                ground.find("#explain-form button").click();
                ground.browser().awaitText("Verdict");
            }),
            new View("doctor", ground -> {
                ground.open("doctor", "Run the doctor");
                ground.find("#doctor-run").click();
                ground.browser().awaitText("2 findings.");
            }),
            new View("trouble", ground -> {
                ground.replying("GET /sessions", 503, "{}");
                ground.open("sessions", "The gateway cannot do this now");
                fillSessions(ground);
            }));

    private final String scheme;
    private final boolean phone;

    ConsoleLooks(String scheme, boolean phone) {
        this.scheme = scheme;
        this.phone = phone;
    }

    void take(ConsoleGround ground) {
        ground.devTools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        if (phone) {
            ground.phone();
        }
    }

    static void fill(ConsoleGround ground) {
        fillSessions(ground);
        ground.replying("GET /sessions/id-1", 200, ConsoleAnswers.session(1));
        ground.replying("DELETE /sessions/id-0", 200, "{\"ended\":1,\"receipt\":\"3q2-7wAAAAAAAAAAAAAAAA\"}");
        ground.replying("GET /logouts", 200, ConsoleAnswers.someLogouts());
        ground.replying("GET /cluster", 200, ConsoleAnswers.cluster(false));
        ground.replying("GET /providers", 200, ConsoleAnswers.providers());
        ground.replying("POST /explain", 200, ConsoleAnswers.explanation());
        ground.replying("GET /doctor", 200, ConsoleAnswers.findings());
    }

    private static void fillSessions(ConsoleGround ground) {
        ground.replying("GET /sessions", 200, ConsoleAnswers.sessions(0, 12, "\"next\":\"cursor\",\"complete\":true"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
