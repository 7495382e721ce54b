package io.curfew.console;

import io.curfew.audit.AuditTrail;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.page.Answer;
import io.curfew.page.EntryList;
import io.curfew.page.Json;
import io.curfew.page.Page;
import io.curfew.page.Problem;
import io.curfew.page.RequestKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words: pages for a person, JSON for a program. */
final class MySessionsAnswers {
    static final String PATH = "/oidc/sessions";
    static final String END_PATH = PATH + "/end";
    private static final String LOGOUT = "/oidc/logout";

    private final PublicUrl publicUrl;
    private final RequestKind kind;
    private final String here;
    private final String logout;

    MySessionsAnswers(PublicUrl publicUrl, RequestKind kind) {
        this.publicUrl = publicUrl;
        this.kind = kind;
        this.here = publicUrl.contextPath() + PATH;
        this.logout = publicUrl.contextPath() + LOGOUT;
    }

    Answer page(SignIns.Shown shown, Optional<EndedNotice.Told> ended, Instant now) {
        List<SignIn> all = shown.signIns();
        List<String> users = all.stream().map(SignIn::userName).distinct().toList();
        List<String> sentences = new ArrayList<>();
        ended.ifPresent(told -> sentences.add(endedSentence(told)));
        sentences.add(
                users.size() == 1
                        ? "You are signed in as " + users.get(0) + "."
                        : "You are signed in with several names.");
        boolean others = shown.more() > 0 || all.stream().anyMatch(one -> !one.isCurrent());
        sentences.add(
                others
                        ? "If you do not know one of these, sign it out and change your password. Signing out ends it here; the"
                                + " other browser may still be signed in at your identity provider."
                        : "You are not signed in anywhere else through this gateway.");
        if (shown.more() > 0) {
            sentences.add("Not shown: " + shown.more() + " more.");
        }
        EntryList list = new EntryList(
                "Where you are signed in",
                all.stream().map(one -> entry(one, users.size() > 1, now)).toList());
        List<Page.Action> actions = others
                ? List.of(new Page.Action.Post(
                        publicUrl.contextPath() + END_PATH, Map.of("others", "true"), "Sign out everywhere else", null))
                : List.of();
        return Answer.page(200, new Page("Where you are signed in", sentences, list, actions));
    }

    private static String endedSentence(EndedNotice.Told told) {
        String sentence =
                switch (told.signIns()) {
                    case 0 -> "That was over already.";
                    case 1 -> "Signed out in one other place.";
                    default -> "Signed out in " + told.signIns() + " other places.";
                };
        return told.receipt() == null ? sentence : sentence + " Receipt: " + told.receipt();
    }

    private EntryList.Entry entry(SignIn one, boolean withUser, Instant now) {
        String address = one.place().address();
        List<EntryList.Fact> facts = new ArrayList<>();
        if (withUser) {
            facts.add(new EntryList.Fact("Name", one.userName()));
        }
        facts.add(new EntryList.Fact("Address", address == null ? "not known" : address));
        facts.add(new EntryList.Fact("Signed in", TimeWords.of(one.since(), now)));
        facts.add(new EntryList.Fact("Last used", TimeWords.of(one.lastUsed(), now)));
        facts.add(new EntryList.Fact(
                "Applications",
                one.routes().stream().map(MySessionsAnswers::name).collect(Collectors.joining(", "))));
        String what = "of " + one.browser() + (address == null ? "" : ", " + address);
        return one.isCurrent()
                ? new EntryList.Entry(
                        one.browser(),
                        "this browser",
                        facts,
                        Optional.of(new Page.Action.Link(logout, "Sign out here")))
                : new EntryList.Entry(
                        one.browser(),
                        null,
                        facts,
                        Optional.of(new Page.Action.Post(
                                publicUrl.contextPath() + END_PATH, Map.of("id", one.id()), "Sign out", what)));
    }

    /** With the path where the name does not tell it. */
    private static String name(Route route) {
        return path(route).equals("/" + route.name()) ? route.name() : route.name() + " (" + path(route) + ")";
    }

    private static String path(Route route) {
        return route.path().isEmpty() ? "/" : route.path();
    }

    Answer document(SignIns.Shown shown) {
        return Answer.json(
                200,
                shown.signIns().stream()
                        .map(MySessionsAnswers::json)
                        .collect(Collectors.joining(",", "{\"sessions\":[", "],\"more\":" + shown.more() + "}")));
    }

    private static String json(SignIn one) {
        String address = one.place().address();
        return "{\"id\":" + Json.quote(one.id()) + ",\"current\":" + one.isCurrent() + ",\"user\":"
                + Json.quote(one.userName()) + ",\"issuer\":" + Json.quote(one.issuer()) + ",\"browser\":"
                + Json.quote(one.browser())
                + (address == null ? "" : ",\"address\":" + Json.quote(address))
                + ",\"since\":" + Json.quote(one.since().toString()) + ",\"last_used\":"
                + Json.quote(one.lastUsed().toString()) + ",\"applications\":"
                + one.routes().stream()
                        .map(route ->
                                "{\"name\":" + Json.quote(route.name()) + ",\"path\":" + Json.quote(path(route)) + "}")
                        .collect(Collectors.joining(",", "[", "]}"));
    }

    Answer endedOne(SignInEnding.Ended ended, String notice) {
        Answer answer = kind == RequestKind.NAVIGATION ? back(notice) : new Answer(204, List.of(), "");
        return answer.with(receipt(ended));
    }

    private static Answer.Header receipt(SignInEnding.Ended ended) {
        return new Answer.Header(AuditTrail.HEADER, ended.receipt());
    }

    Answer endedOthers(SignInEnding.Ended ended, int left, String notice) {
        Answer answer = kind == RequestKind.NAVIGATION
                ? back(notice)
                : Answer.json(
                        200,
                        "{\"sign_ins_ended\":" + ended.signIns() + ",\"sessions_ended\":" + ended.sessions()
                                + ",\"left\":" + left + "}");
        return answer.with(receipt(ended));
    }

    private Answer back(String notice) {
        return Answer.seeOther(
                publicUrl.resolve(PATH) + "?ended=" + URLEncoder.encode(notice, StandardCharsets.US_ASCII));
    }

    /** The browser's own sign-in ends where its cookies are cleared and the provider is told. */
    Answer thisOne() {
        return kind == RequestKind.NAVIGATION
                ? Answer.seeOther(publicUrl.resolve(LOGOUT))
                : Answer.problem(new Problem(
                        409,
                        "This is the session of the request",
                        "To sign out here, send a POST to " + publicUrl.resolve(LOGOUT) + "."));
    }

    /** The same for what is somebody else's, what is over and what never was. */
    Answer notFound() {
        return told(
                404,
                "There is no such session",
                "None of your sessions has this id. It may be over already.",
                new Page.Action.Link(here, "Where you are signed in"));
    }

    Answer elsewhere(PublicUrl home) {
        String there = home.resolve(PATH);
        return told(
                404,
                "This is at another address",
                "Where you are signed in is shown at " + there + " alone.",
                new Page.Action.Link(there, "Where you are signed in"));
    }

    Answer unclear() {
        return told(
                400,
                "The form cannot be used",
                "It must have either id, the id of a session, or others=true, and be small.",
                new Page.Action.Link(here, "Where you are signed in"));
    }

    Answer foreign() {
        return told(
                403,
                "Nothing has been ended",
                "Nothing shows that the request came from this gateway's own pages, and other sites cannot sign you out.",
                new Page.Action.Link(here, "Where you are signed in"));
    }

    Answer nobody() {
        String login = publicUrl.resolve("/oidc/login?return_to=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
        return told(
                        401,
                        "You are not signed in",
                        "Sign in to see where else you are.",
                        new Page.Action.Link(login, "Sign in"))
                .with(new Answer.Header(
                        "WWW-Authenticate", "OpenIDConnect realm=\"curfew\", login_uri=\"" + login + "\""));
    }

    Answer storeUnavailable() {
        return told(
                        503,
                        "Not available right now",
                        "The session store does not answer, so nobody knows what has ended. Try again in a few seconds.",
                        new Page.Action.Link(here, "Try again"))
                .with(new Answer.Header("Retry-After", "5"));
    }

    private Answer told(int status, String title, String detail, Page.Action next) {
        return kind == RequestKind.NAVIGATION
                ? Answer.page(status, new Page(title, List.of(detail), List.of(next)))
                : Answer.problem(new Problem(status, title, detail));
    }
}
