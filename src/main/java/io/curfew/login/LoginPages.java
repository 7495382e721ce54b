package io.curfew.login;

import io.curfew.page.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a person reads when a login does not end in a session, each with a way on. */
final class LoginPages {
    /** Error codes of RFC 6749 section 4.1.2.1 and OpenID Connect Core 1.0 section 3.1.2.6 in words. */
    private static final Map<String, String> PROVIDER_ERRORS = Map.of(
            "access_denied", "The sign-in was cancelled or refused.",
            "login_required", "The sign-in service wants you to sign in again.",
            "interaction_required", "The sign-in service needs something from you.",
            "consent_required", "The sign-in service needs your consent.",
            "temporarily_unavailable", "The sign-in service is busy.",
            "server_error", "The sign-in service had an error.");

    private LoginPages() {}

    static Page notWaitedFor(String home) {
        return new Page(
                "This sign-in is over",
                List.of(
                        "It was finished before, took too long, or was begun in another browser.",
                        "Nobody was signed in by it."),
                List.of(new Page.Action.Link(home, "Go on")));
    }

    static Page refusedByProvider(@Nullable String error, String again) {
        String sentence = error == null ? null : PROVIDER_ERRORS.get(error);
        return new Page(
                "You are not signed in",
                List.of(sentence == null ? "The sign-in service refused the sign-in." : sentence),
                List.of(new Page.Action.Link(again, "Try again")));
    }

    static Page notAccepted(String again) {
        return new Page(
                "You are not signed in",
                List.of("The answer of the sign-in service could not be verified. Nobody was signed in."),
                List.of(new Page.Action.Link(again, "Try again")));
    }

    static Page forbidden(@Nullable String message, String signOut) {
        return new Page(
                "You may not open this",
                message == null
                        ? List.of(
                                "You are signed in, but this is not open to you.",
                                "If it should be, ask the people who run this site, then sign out and in again.")
                        : List.of(message),
                List.of(new Page.Action.Link(signOut, "Sign out")));
    }

    static Page loggedOutMeanwhile(String again) {
        return new Page(
                "You were signed out",
                List.of("While you were signing in, this sign-in was ended by a sign-out elsewhere."),
                List.of(new Page.Action.Link(again, "Sign in again")));
    }

    static Page evicted(int most, String again) {
        return new Page(
                "You were signed out here",
                List.of(
                        "You signed in elsewhere, in another browser or on another device. " + atATime(most)
                                + " so the oldest was ended: this one.",
                        "If that was not you, tell the people who run this site."),
                List.of(new Page.Action.Link(again, "Sign in here again")));
    }

    static Page tooMany(int most, String again) {
        return new Page(
                "You are not signed in here",
                List.of(
                        "You are already signed in elsewhere, in another browser or on another device. " + atATime(most)
                                + " so this one was not begun.",
                        "Sign out there, then try again. A session that is not used ends by itself after a while."),
                List.of(new Page.Action.Link(again, "Try again")));
    }

    private static String atATime(int most) {
        return most == 1
                ? "Only one session is allowed at a time,"
                : "Only " + most + " sessions are allowed at a time,";
    }

    static Page signedIn(String target) {
        return new Page(
                "You are signed in",
                List.of("If the page does not go on by itself, use the link."),
                List.of(new Page.Action.Link(target, "Go on")));
    }

    static Page providerUnavailable(String again) {
        return new Page(
                "The sign-in service does not answer",
                List.of("Try again in a moment. If it stays like this, tell the people who run this site."),
                List.of(new Page.Action.Link(again, "Try again")));
    }
}
