package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.demo.ChatTalk;
import io.curfew.demo.DemoStage;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The demo's chat in a real Chromium: its WebSocket goes through the gateway and ends with the session. */
@ExtendWith(SharedServers.class)
final class ChatIT {
    private static final String PASSWORD = "correct horse";
    private static final String NOTICE = "You were signed out. The connection was closed.";
    private static final Duration SOON = Duration.ofSeconds(20);

    private final DemoStage stage;
    private final String alice = "alice-" + UUID.randomUUID().toString().substring(0, 8);
    private final String bob = "bob-" + UUID.randomUUID().toString().substring(0, 8);
    private final BrowserSession bobsBrowser = new BrowserSession();
    private final ChromiumBrowser browser = ChromiumBrowser.open();

    ChatIT(DemoStage stage) {
        this.stage = stage;
    }

    @BeforeEach
    void comeIn() {
        stage.realm().addUser(alice, PASSWORD);
        stage.realm().addUser(bob, PASSWORD);
        bobsBrowser.login(stage.url("/chat/"), bob, PASSWORD);
        browser.get(stage.url("/chat/"));
        browser.submitLogin(alice, PASSWORD);
        browser.awaitText("You are " + alice);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void keycloakEndsTheSessionAndTheOpenChatIsCutAndSaysSo() {
        try (ChatTalk his = ChatTalk.open(stage, bobsBrowser)) {
            // what nobody has said before: the chat remembers the last messages
            say("Are you here, " + bob + "?");
            browser.awaitText("Are you here, " + bob + "?");
            assertTrue(his.hears(alice, "Are you here, " + bob + "?"));
            his.say("I am, " + alice);
            browser.awaitText("I am, " + alice);
            browser.awaitText("Here now: " + alice + ", " + bob);
            assertFalse(browser.text().contains(NOTICE), browser.text());
            browser.screenshot("10-chat");

            stage.realm().logOutAllSessions(alice);

            assertTrue(Waiting.until(() -> browser.text().contains(NOTICE), SOON), browser::text);
            assertFalse(text().isEnabled());
            assertEquals("Sign in again", focused().getText());
            browser.screenshot("11-chat-after-the-end");
            browser.preferDark();
            browser.screenshot("12-chat-in-the-dark");

            String question = "Are you still there, " + alice + "?";
            his.say(question);
            assertTrue(his.hears(bob, question), "another user's chat goes on");
            assertFalse(browser.text().contains(question), browser.text());

            focused().click();
            browser.submitLogin(alice, PASSWORD);
            browser.awaitText(question);
            say("Back again");
            assertTrue(his.hears(alice, "Back again"));
        }
    }

    @Test
    void aConnectionThatEndsOtherwiseIsNoSignOut() {
        browser.awaitText("Here now: " + alice);
        // 1009: as any server may close it
        browser.run("socket.dispatchEvent(new CloseEvent('close', {code: 1009}))");
        browser.awaitText("The connection was lost.");
        assertFalse(browser.text().contains(NOTICE), browser.text());
        assertEquals("Try again", focused().getText());
    }

    private void say(String sentence) {
        text().sendKeys(sentence);
        browser.driver().findElement(By.cssSelector("#say button")).click();
    }

    private WebElement text() {
        return browser.driver().findElement(By.id("text"));
    }

    private WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }
}
