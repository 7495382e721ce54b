package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Contrast;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The console's other views, and how all of them look, in a real Chromium. */
class ConsoleViewsIT {
    private ConsoleGround ground;

    @BeforeEach
    void start() throws IOException {
        ground = new ConsoleGround();
        ground.replying("GET /sessions", 200, ConsoleAnswers.sessions(0, 6, "\"next\":null,\"complete\":true"));
    }

    @AfterEach
    void stop() {
        try (ConsoleGround ended = ground) {
            assertEquals(List.of(), ended.policy().refused(), "the page's policy was not kept");
        }
    }

    @Test
    void theFeedTellsWhatIsNewWhileSomebodyLooks() {
        String some = ConsoleAnswers.someLogouts();
        ground.replying("GET /logouts", 200, some);
        ground.open("logouts", "BAD_SIGNATURE");
        ground.browser().awaitText("olga: Left the company");
        String fresh = ConsoleAnswers.logout("new", "logout", "limit", "done", Map.of("subject", "zoe"));
        ground.replying("GET /logouts", 200, some.replace("[", "[" + fresh + ","));
        ground.browser().awaitText("Too many sessions of one user");
        ground.browser().awaitText("1 new.");
        assertEquals("zoe", ground.find("tr.fresh td:nth-child(3) span").getText());
        ground.choose("what was refused");
        assertEquals(1, ground.all("#logouts-table tbody tr").size());

        ground.find("#logouts-pause").click();
        ground.browser().awaitText("Paused.");
        assertEquals("true", ground.find("#logouts-pause").getDomAttribute("aria-pressed"));
        int before = ground.asked("GET /logouts").size();
        ground.script("window.later = false; setTimeout(() => { window.later = true; }, 3000)");
        ground.await("window.later");
        assertEquals(before, ground.asked("GET /logouts").size(), "it asks though it is paused");
        ground.find("#logouts-pause").click();
        ground.awaitAsked("GET /logouts", before + 1);
        ground.find("header a[href='#sessions']").click();
        ground.browser().awaitText("6 sessions shown.");
        int left = ground.asked("GET /logouts").size();
        ground.script("window.later = false; setTimeout(() => { window.later = true; }, 3000)");
        ground.await("window.later");
        assertTrue(ground.asked("GET /logouts").size() <= left + 1, "it asks though nobody looks");
    }

    @Test
    void partsThatAreNotThereSaySo() {
        for (String view : List.of("logouts", "health")) {
            ground.open(view, "This is not available on this gateway.");
        }
        ground.open("explain", "Explain a logout token");
        ground.find("#explain-form textarea").sendKeys("a.b.c");
        ground.find("#explain-form button").click();
        ground.browser().awaitText("This is not available on this gateway.");
        assertEquals(List.of("POST /explain {\"logout_token\":\"a.b.c\"}"), ground.asked("POST /explain"));
        ground.open("doctor", "Run the doctor");
        ground.find("#doctor-run").click();
        ground.browser().awaitText("This is not available on this gateway.");
    }

    @Test
    void healthTheExplanationAndTheDoctor() {
        ConsoleLooks.fill(ground);
        ground.open("health", "100,000");
        assertTrue(ground.browser().text().contains("not split"));
        assertEquals(3, ground.all("#cluster tbody tr").size());
        ground.browser().awaitText("The connection was refused.");
        ground.replying("GET /cluster", 200, ConsoleAnswers.cluster(true));
        ground.browser().awaitText("split: this part cannot reach the other");
        ground.open("explain", "Explain a logout token");
        ground.find("#explain-form textarea").sendKeys("a.b.c");
        ground.find("#explain-form button").click();
        ground.browser().awaitText("Verdict: refused BAD_SIGNATURE");
        assertEquals(List.of("passed", "failed", "not reached"), ground.texts(".steps .badge"));
        ground.open("doctor", "Run the doctor");
        assertEquals(List.of(), ground.asked("GET /doctor"), "nobody asked it to run");
        ground.find("#doctor-run").click();
        ground.browser().awaitText("2 findings.");
        ground.browser().awaitText("Update the provider.");
        ground.browser().driver().findElement(By.linkText("Explain")).click();
        assertEquals("", ground.find("#explanation").getDomProperty("textContent"));
    }

    @Test
    void everyTextCanBeReadLightAndDarkAndOnAPhone() {
        ConsoleLooks.fill(ground);
        for (ConsoleLooks looks : ConsoleLooks.values()) {
            looks.take(ground);
            for (ConsoleLooks.View view : ConsoleLooks.VIEWS) {
                view.open(ground);
                ground.browser().screenshot("console-" + view.name() + "-" + looks);
                assertEquals(List.of(), Contrast.below(4.5, ground.browser()), () -> view.name() + " " + looks);
                assertEquals(
                        true, ground.script("return document.documentElement.scrollWidth <= innerWidth"), view::name);
                view.close(ground);
            }
        }
    }
}
