package io.curfew.ground;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

/** Keycloak's admin console in a real browser, as the administrator of a realm uses it; keeps a picture of each step. */
public final class KeycloakConsole {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final By FIRST_REDIRECT = testId("redirectUris0");
    private static final By FIRST_POST_LOGOUT = testId("attributes.post🍺logout🍺redirect🍺uris0");
    private static final By BACK_CHANNEL = testId("backchannelLogoutUrl");
    private static final By ALERT = testId("last-alert");
    private static final By SAVE = testId("settings-save");

    private final ChromiumBrowser browser;
    private final WebDriver driver;
    private final String realm;

    private KeycloakConsole(ChromiumBrowser browser, String realm) {
        this.browser = browser;
        this.driver = browser.driver();
        this.realm = realm;
    }

    /** Signs the administrator in, at the realm. */
    public static KeycloakConsole open(ChromiumBrowser browser, KeycloakServer keycloak, String realm) {
        KeycloakConsole console = new KeycloakConsole(browser, keycloak.url() + "/admin/master/console/#/" + realm);
        console.go("/clients/add-client");
        console.await(() -> !browser.driver().findElements(By.id("kc-login")).isEmpty(), "the login");
        browser.submitLogin(KeycloakServer.ADMIN_USER, keycloak.adminPassword());
        return console;
    }

    /** A client of a gateway at this URL. */
    public void createClient(String id, String name, String gateway) {
        type(By.id("clientId"), id);
        type(By.id("name"), name);
        picture("general");
        button("Next");
        set("kc-authentication", true);
        set("kc-flow-standard", true);
        set("kc-flow-direct", false);
        set("kc-pkce-required-switch", true);
        visible(By.id("keyForCodeExchange"));
        picture("capability");
        button("Next");
        type(FIRST_REDIRECT, gateway + "/oidc/callback");
        type(FIRST_POST_LOGOUT, gateway + "/oidc/logged-out");
        picture("login");
        button("Save");
        visible(SAVE);
    }

    /** Front-channel logout off, back-channel logout on; the page of the client must be open. */
    public void setLogout(String gateway) {
        await(() -> "gateway".equals(find(By.id("clientId")).getDomProperty("value")), "the client");
        set("kc-frontchannelLogout-switch", false);
        type(BACK_CHANNEL, gateway + "/oidc/backchannel-logout");
        set("backchannelLogoutSessionRequired", true);
        set("backchannelLogoutRevokeOfflineSessions", false);
        intoSight(BACK_CHANNEL);
        picture("logout");
        save(SAVE);
    }

    /** Where the secret is. */
    public void showCredentials() {
        open("credentials");
        visible(By.id("kc-client-secret"));
        picture("credentials");
    }

    /** Access tokens name the gateway as their audience. */
    public void addAudience(String client) {
        openDedicatedScope();
        click(testId("configure-a-new-mapper-empty-action"));
        configure("Audience");
        type(By.id("name"), "audience");
        By choice = By.cssSelector("form input[role=combobox], form .pf-v5-c-text-input-group input");
        type(choice, client);
        click(By.xpath("//*[@role='option'][normalize-space()='" + client + "'] | //*[@role='option']//*[text()='"
                + client + "']"));
        set("access.token.claim", true);
        set("id.token.claim", false);
        picture("audience");
        save(testId("save"));
    }

    /** The roles of the user, in the claim {@code roles} of ID tokens and access tokens. */
    public void addRoles() {
        openDedicatedScope();
        button("Add mapper");
        click(By.xpath("//*[@role='menuitem'][contains(., 'By configuration')]"));
        configure("User Realm Role");
        type(By.id("name"), "roles");
        set("multivalued", true);
        type(testId("claim.name"), "roles");
        set("id.token.claim", true);
        set("access.token.claim", true);
        set("userinfo.token.claim", false);
        intoSight(testId("claim.name"));
        picture("roles");
        save(testId("save"));
    }

    /** How long sessions live at Keycloak. */
    public void showSessionTimes() {
        go("/realm-settings/sessions");
        visible(testId("sso-session-idle-input"));
        picture("sessions");
    }

    private void openDedicatedScope() {
        go(clientPath() + "/clientScopes/dedicated/mappers");
    }

    private void configure(String kind) {
        click(By.xpath("//*[@role='dialog']//*[text()='" + kind + "']"));
        visible(By.id("mapperType"));
    }

    private String clientPath() {
        String url = browser.url();
        int start = url.indexOf("/clients/");
        int end = url.indexOf('/', start + "/clients/".length());
        return url.substring(start, end);
    }

    private void open(String tab) {
        go(clientPath() + "/" + tab);
    }

    private void go(String place) {
        browser.get(realm + place);
    }

    private static By testId(String id) {
        return By.cssSelector("[data-testid=\"" + id + "\"]");
    }

    private WebElement find(By by) {
        return driver.findElement(by);
    }

    private void visible(By by) {
        await(() -> find(by).isDisplayed(), by.toString());
    }

    /** Until the page has taken the text: it draws its fields anew when it has loaded what is in them. */
    private void type(By by, String text) {
        visible(by);
        await(
                () -> {
                    WebElement field = find(by);
                    if (!text.equals(field.getDomProperty("value"))) {
                        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
                    }
                    return text.equals(find(by).getDomProperty("value"));
                },
                by + " with " + text);
    }

    /** A switch or a box; the box itself is hidden behind what is drawn. */
    private void set(String id, boolean on) {
        await(
                () -> {
                    if (find(By.id(id)).isSelected() != on) {
                        browser.run("document.getElementById('" + id + "').click()");
                        Waiting.until(() -> find(By.id(id)).isSelected() == on, Duration.ofSeconds(1));
                    }
                    return find(By.id(id)).isSelected() == on;
                },
                id + "=" + on);
    }

    private void click(By by) {
        await(
                () -> {
                    find(by).click();
                    return true;
                },
                "a click on " + by);
    }

    private void button(String text) {
        click(By.xpath("//button[normalize-space()='" + text + "']"));
    }

    private void intoSight(By by) {
        browser.run("arguments[0].scrollIntoView({block: 'center'})", find(by));
    }

    private void await(BooleanSupplier what, String words) {
        if (!Waiting.until(() -> holds(what), LIMIT)) {
            Path picture = browser.screenshot("keycloak-failed");
            throw new IllegalStateException("No " + words + " at " + browser.url() + ", see " + picture);
        }
    }

    private static boolean holds(BooleanSupplier what) {
        try {
            return what.getAsBoolean();
        } catch (WebDriverException notYet) {
            return false;
        }
    }

    private void save(By button) {
        click(button);
        visible(ALERT);
    }

    /** Without the words about what was saved before, so that the next ones are those of the next thing. */
    private void picture(String name) {
        await(
                () -> {
                    driver.findElements(By.cssSelector("[data-testid=global-alerts] button"))
                            .forEach(WebElement::click);
                    return driver.findElements(ALERT).isEmpty();
                },
                "end of the alerts");
        browser.run("document.activeElement.blur()");
        browser.screenshot("keycloak-" + name);
    }
}
