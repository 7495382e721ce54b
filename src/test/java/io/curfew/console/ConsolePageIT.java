package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The console's page in a real Chromium, in front of an interface that answers as the test wants. */
class ConsolePageIT {
    private static final String END = "DELETE /sessions/id-1";
    private static final String ALL_OF_THEM = "\"next\":null,\"complete\":true";

    private ConsoleGround ground;

    @BeforeEach
    void start() throws IOException {
        ground = new ConsoleGround();
        ground.replying("GET /sessions", 200, ConsoleAnswers.sessions(0, 6, ALL_OF_THEM));
        ground.replying("GET /sessions/id-1", 200, ConsoleAnswers.session(1));
    }

    @AfterEach
    void stop() {
        try (ConsoleGround ended = ground) {
            assertEquals(List.of(), ended.policy().refused(), "the page's policy was not kept");
        }
    }

    @Test
    void aSearchAsksForWhatWasFilledIn() {
        ground.open("sessions", "6 sessions shown.");
        assertEquals(List.of("GET /sessions?limit=50"), ground.asked("GET /sessions"));
        ground.find("[name=user_name]").sendKeys(" ali & ce ");
        ground.find("[name=address]").sendKeys("192.0.2.1");
        ground.choose("more than a day");
        ground.replying("GET /sessions", 200, ConsoleAnswers.sessions(0, 1, ALL_OF_THEM));
        ground.keyboard().press(Keys.TAB, Keys.ENTER);
        ground.browser().awaitText("1 session shown.");
        assertEquals(
                "GET /sessions?user_name=ali+&+ce&address=192.0.2.1&older_than=PT24H&limit=50",
                ground.asked("GET /sessions").get(1));
        ground.find("#search [type=reset]").click();
        ground.awaitAsked("GET /sessions", 3);
        assertEquals("GET /sessions?limit=50", ground.asked("GET /sessions").get(2));
    }

    @Test
    void moreGoesOnAtTheCursor() {
        ground.replying(
                "GET /sessions",
                query -> new ConsoleGround.Reply(
                        200,
                        query.containsKey("after")
                                ? ConsoleAnswers.sessions(50, 60, ALL_OF_THEM)
                                : ConsoleAnswers.sessions(0, 50, "\"next\":\"a+/b\",\"complete\":true")));
        ground.open("sessions", "50 sessions shown. There are more.");
        ground.find("#sessions-more").click();
        ground.browser().awaitText("60 sessions shown.");
        assertEquals(
                "GET /sessions?limit=50&after=a+/b",
                ground.asked("GET /sessions").get(1));
        assertEquals(60, ground.all("#sessions-table tbody tr").size());
        assertFalse(ground.find("#sessions-more").isDisplayed());
        ground.keyboard().awaitFocus("Details of alice, Safari on iPhone");
    }

    @Test
    void nothingEndsWithoutAReason() {
        ground.replying(END, 200, "{\"ended\":1,\"receipt\":\"3q2-7wAAAAAAAAAAAAAAAA\"}");
        ground.open("sessions", "6 sessions shown.");
        ground.all("#sessions-table .danger").get(2).click();
        ground.browser().awaitText("End the session of bob?");
        ground.keyboard().awaitFocus("Reason");
        ground.keyboard().press("  ");
        ground.find("#ending-do").click();
        ground.browser().awaitText("Say why");
        ground.keyboard().awaitFocus("Reason");
        assertEquals("true", ground.find("#ending textarea").getDomAttribute("aria-invalid"));
        assertEquals(List.of(), ground.asked(END));

        ground.keyboard().press("Laptop lost & found");
        ground.find("#ending-do").click();
        ground.browser().awaitText("1 session ended. Receipt: 3q2-7wAAAAAAAAAAAAAAAA");
        assertEquals(List.of(END + "?reason=Laptop+lost+&+found"), ground.asked(END));
        assertEquals(
                "notice", ground.browser().driver().switchTo().activeElement().getDomAttribute("id"));
        ground.awaitAsked("GET /sessions?", 2);
    }

    @Test
    void allOfAUserOfAClientAndOfEverybody() {
        ground.replying("POST /sessions/end", 200, "{\"ended\":3,\"complete\":true,\"receipt\":\"r\"}");
        ground.open("sessions", "6 sessions shown.");
        end(() -> ground.all("#sessions-table .danger").get(3).click());
        end(() -> {
            ground.find("#many summary").click();
            ground.find("#end-client input").sendKeys("gateway", Keys.ENTER);
        });
        end(() -> {
            ground.find("#end-all").click();
            ground.keyboard().press("why");
            ground.find("#ending-do").click();
            ground.browser().awaitText("Tick the box");
            ground.find("#ending [name=reason]").clear();
            ground.find("#ending [name=sure]").click();
            ground.find("#ending [name=reason]").click();
        });
        assertEquals(
                List.of(
                        "POST /sessions/end {\"issuer\":\"" + ConsoleAnswers.ISSUER
                                + "\",\"subject\":\"user-1-4f7c-9d52\",\"reason\":\"why\"}",
                        "POST /sessions/end {\"client_id\":\"gateway\",\"reason\":\"why\"}",
                        "POST /sessions/end {\"all\":true,\"reason\":\"why\"}"),
                ground.asked("POST /sessions/end"));
    }

    @Test
    void anEndingThatDidNotGetToAllSaysSo() {
        ground.replying("POST /sessions/end", 200, "{\"ended\":10000,\"complete\":false,\"receipt\":\"r\"}");
        ground.open("sessions", "6 sessions shown.");
        ground.all("#sessions-table .danger").get(3).click();
        ground.keyboard().press("why");
        ground.find("#ending-do").click();
        ground.browser().awaitText("10,000 sessions ended. Not all of them: do it again. Receipt: r");
    }

    private void end(Runnable opening) {
        opening.run();
        ground.keyboard().press("why");
        ground.find("#ending-do").click();
        ground.browser().awaitText("3 sessions ended. Receipt: r");
        ground.script("document.getElementById('notice').hidden = true");
    }

    @Test
    void whatIsNotDoneIsSaidInPlainWords() {
        ground.replying(END, 503, "{\"status\":503,\"detail\":\"Five seconds.\"}");
        ground.open("sessions", "6 sessions shown.");
        ground.all("#sessions-table .danger").get(2).click();
        ground.keyboard().press("why");
        ground.find("#ending-do").click();
        ground.browser().awaitText("The gateway cannot do this now");
        ground.browser().awaitText("It says: Five seconds.");
        assertEquals("End the session", ground.find("#ending-do").getText());
        ground.replying(END, 403, "{}");
        ground.find("#ending-do").click();
        ground.browser().awaitText("You may not do this");
        ground.replying(END, 404, "{}");
        ground.find("#ending-do").click();
        ground.browser().awaitText("It is over already");
        ground.find("#ending-cancel").click();
        assertFalse(ground.find("#notice").isDisplayed());
        assertEquals(1, ground.asked("GET /sessions?").size(), "nothing ended, so nothing is asked anew");
    }

    @Test
    void aSearchThatIsCutShortOrFailsSaysSo() {
        ground.replying("GET /sessions", 200, ConsoleAnswers.sessions(0, 2, "\"next\":null,\"complete\":false"));
        ground.open("sessions", "2 sessions shown. The search stopped at a limit");
        ground.replying("GET /sessions", 503, "not even JSON");
        ground.find("#search .main").click();
        ground.browser().awaitText("The gateway cannot do this now");
        assertEquals(List.of(), ground.all("#sessions-table tr"), "old rows look like an answer");
        ground.replying("GET /sessions", 401, "{}");
        ground.find("#search .main").click();
        ground.browser().awaitText("You are not signed in any more");
        ground.replying("GET /sessions", 404, "{}");
        ground.find("#search .main").click();
        ground.browser().awaitText("This is not available on this gateway.");
        ground.replying("GET /sessions", 200, ConsoleAnswers.sessions(0, 0, ALL_OF_THEM));
        ground.find("#search .main").click();
        ground.browser().awaitText("No session was found.");
        assertFalse(ground.browser().text().contains("not available"));
    }

    @Test
    void whatUsersCallThemselvesStaysText() {
        String name = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
        String session = ConsoleAnswers.session("../../x?<b>", name, name, 1);
        ground.replying("GET /sessions", 200, "{\"sessions\":[" + session + "]," + ALL_OF_THEM + "}");
        ground.open("sessions", name);
        ground.find("#sessions-table .actions button").click();
        ground.browser().awaitText("This session is over.");
        assertEquals(List.of("GET /sessions/..%2F..%2Fx%3F%3Cb%3E"), ground.asked("GET /sessions/"));
        assertEquals(List.of(), ground.all("main img, main script, dialog img"));
        assertEquals("Sessions – Curfew console", ground.browser().driver().getTitle());
    }

    @Test
    void theKeyboardAloneIsEnough() {
        ground.replying(END, 200, "{\"ended\":1,\"receipt\":\"r\"}");
        ground.open("sessions", "6 sessions shown.");
        ground.keyboard().tabTo("Skip to the content");
        ground.keyboard().press(Keys.ENTER);
        ground.keyboard().tabTo("Details of bob, Firefox on Linux");
        ground.keyboard().press(Keys.ENTER);
        ground.browser().awaitText("Session of bob");
        ground.keyboard().press(Keys.ESCAPE);
        ground.keyboard().awaitFocus("Details of bob, Firefox on Linux");
        ground.keyboard().press(Keys.TAB);
        ground.keyboard().awaitFocus("End of bob, Firefox on Linux");
        ground.keyboard().press(Keys.ENTER);
        ground.keyboard().awaitFocus("Reason");
        ground.keyboard().press(Keys.ESCAPE);
        ground.keyboard().awaitFocus("End of bob, Firefox on Linux");
        ground.keyboard().press(Keys.ENTER);
        ground.keyboard().awaitFocus("Reason");
        ground.keyboard().press("left", Keys.TAB);
        ground.keyboard().press(Keys.ENTER);
        ground.browser().awaitText("1 session ended. Receipt: r");
        ground.awaitAsked("GET /sessions?", 2);
        ground.keyboard().press(Keys.TAB);
        ground.keyboard().awaitFocus("User name");
        ground.browser().driver().navigate().refresh();
        ground.browser().awaitText("6 sessions shown.");
        ground.keyboard().tabTo("Health");
        ground.keyboard().press(Keys.ENTER);
        ground.keyboard().awaitFocus("Health");
        assertEquals("page", ground.find("header a[href='#health']").getDomAttribute("aria-current"));
    }
}
