package io.curfew.demo;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.HtmlForm;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo's story, played by a browser without a window; every step is printed with its outcome. */
public final class DemoWalk {
    private static final Pattern FRAME =
            Pattern.compile("<iframe[^>]*\\ssrc=\"([^\"]*/oidc/frontchannel-logout[^\"]*)\"");

    private final DemoStage stage;
    private final PrintStream out;
    private int failures;

    public DemoWalk(DemoStage stage, PrintStream out) {
        this.stage = stage;
        this.out = out;
    }

    /** Plays all of it; true if every step went as it should. */
    public boolean play() {
        strangers();
        BrowserSession alice = new BrowserSession();
        loginOnce(alice);
        signOut(alice);
        administratorEndsSession();
        anotherApplicationSignsOut();
        chatIsCut();
        notesRemember();
        notesAreSignedOutByAFrame();
        documentsKnowTheUser();
        return failures == 0;
    }

    private void strangers() {
        BrowserSession stranger = new BrowserSession();
        step("A script without a session gets 401 and no redirect", () -> {
            Answer answer = stranger.fetch(url("/orders/api/me"));
            require(answer.status() == 401 && answer.header("Location").isEmpty(), answer);
        });
        step(
                "A page without a session leads to Keycloak's login",
                () -> requireLoginPage(stranger.get(url("/orders/"))));
    }

    private void loginOnce(BrowserSession alice) {
        String asked = url("/orders/list?q=1");
        step("Logging in leads back to the very page that was asked for", () -> {
            Answer answer = alice.login(asked, DemoStage.USER, DemoStage.PASSWORD);
            require(answer.uri().toString().equals(asked), answer);
            requireApplication(answer, "Orders");
        });
        step("No cookie of the gateway reaches the application", () -> {
            Answer answer = alice.get(url("/orders/"));
            requireApplication(answer, "Orders");
            List<Cookie> ours = alice.cookies().all().stream()
                    .filter(cookie -> cookie.host().equals(answer.uri().getHost()))
                    .filter(cookie -> !cookie.value().isEmpty())
                    .toList();
            require(!ours.isEmpty(), "The browser has no cookie of the gateway");
            require(ours.stream().noneMatch(cookie -> answer.body().contains(cookie.value())), answer);
        });
        step("The second application asks for no password", () -> {
            Answer answer = alice.click("/reports/");
            require(answer.trail().isEmpty(), answer);
            requireApplication(answer, "Reports");
        });
        step("A script with a session gets its answer", () -> {
            Answer answer = alice.fetch(url("/reports/api/me"));
            require(answer.status() == 200 && answer.body().contains(DemoStage.USER), answer);
        });
    }

    private void signOut(BrowserSession alice) {
        step("Signing out of one application ends well", () -> {
            Answer page = alice.get(url("/orders/"));
            Answer answer = alice.submit(HtmlForm.in(page, "/orders/logout"));
            require(answer.status() == 200 && answer.uri().toString().startsWith(url("/oidc/logged-out")), answer);
        });
        step("… and is signing out of both, and of Keycloak", () -> {
            requireSignedOut(alice);
            List<String> sids = stage.realm().sids(DemoStage.USER);
            require(sids.isEmpty(), "Keycloak still has the sessions " + sids);
        });
    }

    private void administratorEndsSession() {
        BrowserSession alice = new BrowserSession();
        step(
                "After a new login, an administrator ends the session in Keycloak: the next request does not get through",
                () -> {
                    requireApplication(alice.login(url("/orders/"), DemoStage.USER, DemoStage.PASSWORD), "Orders");
                    List<String> sids = stage.realm().sids(DemoStage.USER);
                    require(sids.size() == 1, "Expected one session at Keycloak, found " + sids);
                    stage.realm().endSession(sids.get(0));
                    requireSignedOut(alice);
                });
    }

    private void anotherApplicationSignsOut() {
        BrowserSession alice = new BrowserSession();
        step("Signing out of another application, which is not behind the gateway, ends the session here", () -> {
            requireApplication(alice.login(url("/reports/"), DemoStage.USER, DemoStage.PASSWORD), "Reports");
            Answer another = alice.get(stage.anotherUrl() + "/");
            require(another.status() == 200 && another.body().contains("logged in here, too"), another);
            alice.submit(HtmlForm.in(another, "/logout"));
            requireSignedOut(alice);
        });
    }

    private void chatIsCut() {
        BrowserSession alice = new BrowserSession();
        BrowserSession bob = new BrowserSession();
        step(
                "Two users chat over WebSockets; Keycloak ends the session of one: that one is closed with 4401, the other goes on",
                () -> {
                    alice.login(url("/chat/"), DemoStage.USER, DemoStage.PASSWORD);
                    bob.login(url("/chat/"), DemoStage.OTHER_USER, DemoStage.PASSWORD);
                    try (ChatTalk hers = ChatTalk.open(stage, alice);
                            ChatTalk his = ChatTalk.open(stage, bob)) {
                        hers.say("Is anybody here?");
                        require(his.hears(DemoStage.USER, "Is anybody here?"), "bob did not hear alice");
                        stage.realm().logOutAllSessions(DemoStage.USER);
                        int code = hers.awaitClose();
                        require(code == 4401, "alice's WebSocket was closed with " + code);
                        his.say("I am");
                        require(his.hears(DemoStage.OTHER_USER, "I am"), "bob's WebSocket is closed, too");
                    }
                });
    }

    private void notesRemember() {
        BrowserSession first = new BrowserSession();
        BrowserSession second = new BrowserSession();
        String notes = url(DemoStage.NOTES + "/");
        step("Notes remember their user: a browser that was closed in between needs no login", () -> {
            requireApplication(first.login(notes, DemoStage.USER, DemoStage.PASSWORD), "Notes");
            first.cookies().forget(DemoStage.NOTES_COOKIE);
            Answer answer = first.get(notes);
            require(answer.trail().isEmpty(), answer);
            requireApplication(answer, "Notes");
        });
        step("… and are for one browser at a time: the earlier one is told why it is signed out", () -> {
            requireApplication(second.login(notes, DemoStage.USER, DemoStage.PASSWORD), "Notes");
            Answer answer = first.get(notes);
            require(answer.body().contains("You were signed out here"), answer);
            requireApplication(second.get(notes), "Notes");
        });
    }

    private void notesAreSignedOutByAFrame() {
        BrowserSession alice = new BrowserSession();
        step(
                "Notes get no logout token, but a frame of Keycloak's page, without any cookie, ends their session",
                () -> {
                    String notes = url(DemoStage.NOTES + "/");
                    requireApplication(alice.login(notes, DemoStage.USER, DemoStage.PASSWORD), "Notes");
                    Answer another = alice.get(stage.anotherUrl() + "/");
                    Answer signedOut = alice.submit(HtmlForm.in(another, "/logout"));
                    Matcher frame = FRAME.matcher(signedOut.body());
                    require(frame.find(), signedOut);
                    requireApplication(alice.get(notes), "Notes");
                    Answer framed = new BrowserSession().get(frame.group(1).replace("&amp;", "&"));
                    require(framed.status() == 200, framed);
                    requireLoginPage(alice.get(notes));
                });
    }

    private void documentsKnowTheUser() {
        BrowserSession alice = new BrowserSession();
        BrowserSession bob = new BrowserSession();
        step("An application with MicroProfile JWT knows the user and the role by what the gateway signed", () -> {
            requireApplication(alice.login(url("/documents/"), DemoStage.USER, DemoStage.PASSWORD), "Documents");
            Answer me = alice.fetch(url("/documents/api/me"));
            require(me.status() == 200 && me.body().contains("\"" + DocumentsApplication.GROUP + "\""), me);
        });
        step("… and refuses a user who lacks the role, whatever a client writes beside", () -> {
            bob.login(url("/orders/"), DemoStage.OTHER_USER, DemoStage.PASSWORD);
            Answer me = bob.fetch("GET", url("/documents/api/me"), Map.of("Authorization", "Bearer x.y.z"));
            require(me.status() == 403, me);
        });
    }

    private void requireSignedOut(BrowserSession browser) {
        for (String application : List.of("orders", "reports")) {
            Answer answer = browser.fetch(url("/" + application + "/api/me"));
            require(answer.status() == 401, answer);
        }
        requireLoginPage(browser.get(url("/reports/")));
    }

    private void requireLoginPage(Answer answer) {
        require(
                answer.status() == 200
                        && answer.uri().toString().startsWith(stage.realm().issuer()),
                answer);
        require(answer.body().contains("kc-form-login"), answer);
    }

    private static void requireApplication(Answer answer, String title) {
        boolean shown = answer.status() == 200
                && answer.body().contains("<title>" + title + "</title>")
                && answer.body().contains("You are <strong>" + DemoStage.USER + "</strong>");
        require(shown, answer);
    }

    private String url(String path) {
        return stage.url(path);
    }

    private void step(String sentence, Runnable check) {
        long start = System.nanoTime();
        try {
            check.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            out.println(String.format(Locale.ROOT, "  ✓ %s (%.1f s)", sentence, seconds));
        } catch (RuntimeException fault) {
            failures++;
            out.println("  ✗ " + sentence);
            out.println(String.valueOf(fault.getMessage()).indent(6));
        }
    }

    private static void require(boolean condition, Object found) {
        if (!condition) {
            throw new IllegalStateException(found.toString());
        }
    }
}
