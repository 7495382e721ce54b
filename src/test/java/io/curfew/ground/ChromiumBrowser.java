package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A real Chromium without a window, with a profile of its own. Taken from {@code /usr/bin} or from where the environment variables
 * {@code CHROMIUM} and {@code CHROMEDRIVER} say; nothing is downloaded.
 */
public final class ChromiumBrowser implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Selenium warns of every Chromium newer than itself, for a protocol we do not use; kept here, or the level is forgotten. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        DEVTOOLS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;
    private final Path profile;

    private ChromiumBrowser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /**
     * Opens one. Where there is none the test is skipped, saying so; with {@code BROWSER_TESTS=required} in the environment it
     * fails.
     */
    public static ChromiumBrowser open() {
        Path chromium = executable("CHROMIUM", "/usr/bin/chromium");
        Path chromeDriver = executable("CHROMEDRIVER", "/usr/bin/chromedriver");
        if (chromium == null || chromeDriver == null) {
            return missing();
        }
        Path profile = BuildDirectory.fresh("chromium-profile");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromeDriver.toFile())
                .usingPort(FreePort.any())
                .withLogFile(BuildDirectory.log(profile).toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options(chromium, profile));
        driver.manage().timeouts().pageLoadTimeout(LIMIT);
        return new ChromiumBrowser(driver, profile);
    }

    private static ChromeOptions options(Path chromium, Path profile) {
        return new ChromeOptions()
                .setBinary(chromium.toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1100,800",
                        "--user-data-dir=" + profile);
    }

    private static ChromiumBrowser missing() {
        String sentence = "There is no Chromium with its driver; install them (Debian: chromium and chromium-driver)"
                + " or name them by the environment variables CHROMIUM and CHROMEDRIVER.";
        if ("required".equals(System.getenv("BROWSER_TESTS"))) {
            return Assertions.fail(sentence);
        }
        return Assumptions.abort(sentence);
    }

    private static @Nullable Path executable(String variable, String usual) {
        String named = System.getenv(variable);
        Path path = Path.of(named == null || named.isBlank() ? usual : named);
        return Files.isExecutable(path) ? path : null;
    }

    /** For everything that has no method here. */
    public WebDriver driver() {
        return driver;
    }

    public void get(String url) {
        driver.get(url);
    }

    /** The URL of the current page. */
    public String url() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** The visible text of the current page. */
    public String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** Fills in Keycloak's login form, which must be the current page, and waits until the browser has left it. */
    public void submitLogin(String username, String password) {
        String loginPage = url();
        driver.findElement(By.id("username")).sendKeys(username);
        driver.findElement(By.id("password")).sendKeys(password);
        driver.findElement(By.id("kc-login")).click();
        if (!Waiting.until(() -> !url().equals(loginPage), LIMIT)) {
            throw new IllegalStateException("Still on the login page: " + text());
        }
    }

    /** Waits until the current page's text contains this; throws with the page if it does not. */
    public void awaitText(String expected) {
        if (!Waiting.until(() -> showsText(expected), LIMIT)) {
            throw new IllegalStateException("'" + expected + "' did not appear at " + url() + ":\n" + text());
        }
    }

    private boolean showsText(String expected) {
        try {
            return text().contains(expected);
        } catch (WebDriverException pageIsChanging) {
            return false;
        }
    }

    /** Lets a statement run as if the page's own scripts had it. */
    public void run(String statement, Object... arguments) {
        driver.executeScript(statement, arguments);
    }

    /** From now on the user likes dark pages. */
    public void preferDark() {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    /** Takes a picture of the page; returns the file, {@code <build directory>/screenshots/<name>.png}. */
    public Path screenshot(String name) {
        Path directory = BuildDirectory.shared("screenshots");
        try {
            return Files.write(directory.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException failure) {
            throw new UncheckedIOException("The screenshot " + name + " could not be written", failure);
        }
    }

    @Override
    public void close() {
        driver.quit();
        BuildDirectory.delete(profile);
    }
}
