package io.curfew.ground;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** What the Content Security Policies of a browser's pages have refused. */
public final class PolicyWatch {
    private static final String SCRIPT = "window.refusedByPolicy = [];"
            + " document.addEventListener('securitypolicyviolation',"
            + " (event) => window.refusedByPolicy.push(event.violatedDirective + ' ' + event.blockedURI));";

    private final ChromeDriver driver;

    private PolicyWatch(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Watches the pages that the browser opens from now on. */
    public static PolicyWatch of(ChromiumBrowser browser) {
        ChromeDriver driver = (ChromeDriver) browser.driver();
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", SCRIPT));
        return new PolicyWatch(driver);
    }

    /** What was refused on the current page, and what the browser's log says of policies since it was last asked. */
    @SuppressWarnings("unchecked")
    public List<String> refused() {
        Object here = ((JavascriptExecutor) driver).executeScript("return window.refusedByPolicy");
        Stream<String> logged = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Content Security Policy") || message.contains("Trusted"));
        return Stream.concat(
                        here == null ? Stream.of("the page was not watched") : ((List<String>) here).stream(), logged)
                .toList();
    }
}
