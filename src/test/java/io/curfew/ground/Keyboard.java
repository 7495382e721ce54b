package io.curfew.ground;

import java.time.Duration;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Somebody who uses a page by the keyboard alone, and hears what has the focus. */
public final class Keyboard {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MOST_STEPS = 300;

    private final ChromiumBrowser browser;

    public Keyboard(ChromiumBrowser browser) {
        this.browser = browser;
    }

    /** The name of what has the focus, as it is read out. */
    public String focused() {
        WebElement active = active();
        String name = active.getAccessibleName();
        return name == null || name.isEmpty() ? active.getText() : name;
    }

    public void press(CharSequence... keys) {
        active().sendKeys(keys);
    }

    /** Goes on by the Tab key until this has the focus. */
    public void tabTo(String name) {
        for (int i = 0; i < MOST_STEPS; i++) {
            press(Keys.TAB);
            if (focused().equals(name)) {
                return;
            }
        }
        throw new IllegalStateException("The Tab key does not lead to " + name);
    }

    public void awaitFocus(String name) {
        if (!Waiting.until(() -> focused().equals(name), SOON)) {
            throw new IllegalStateException("Not at " + name + ", but at " + focused());
        }
    }

    private WebElement active() {
        return browser.driver().switchTo().activeElement();
    }
}
