package io.curfew.login;

import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SameSite;
import io.curfew.config.SessionSettings;
import io.curfew.page.Answer;
import io.curfew.page.SetCookie;
import io.curfew.session.LoginOutcome;
import io.curfew.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The cookies that name a session. */
final class SessionCookies {
    private SessionCookies() {}

    /** Browsers keep a strict cookie back from what a redirect of the provider leads to, but not from where our page goes on. */
    static Answer handOut(LoginOutcome.Begun begun, Route route, String target) {
        Answer answer = route.session().rules().cookie().sameSite() == SameSite.STRICT
                ? Answer.page(200, LoginPages.signedIn(target)).with(new Answer.Header("Refresh", "0; url=" + target))
                : Answer.seeOther(target);
        for (SetCookie cookie : of(route.session(), begun.id(), begun.remembered())) {
            answer = answer.with(cookie);
        }
        return answer;
    }

    /**
     * Those that go to the browser.
     *
     * @param id null when the browser keeps the one it has
     * @param remembered the same
     */
    static List<SetCookie> of(SessionSettings session, @Nullable SessionId id, @Nullable SessionId remembered) {
        if (id == null && remembered == null) {
            return List.of();
        }
        List<SetCookie> cookies = new ArrayList<>();
        if (id != null) {
            cookies.add(new SetCookie(
                    session.cookieName(), id.value(), null, session.rules().cookie()));
        }
        RememberSettings remember = session.rules().remember();
        if (remembered != null && remember != null) {
            cookies.add(new SetCookie(
                    remember.cookieName(),
                    remembered.value(),
                    maxAge(remember),
                    session.rules().cookie()));
        }
        return cookies;
    }

    /** Takes all from the browser. */
    static List<SetCookie> cleared(SessionSettings session) {
        SetCookie own = SetCookie.cleared(session.cookieName(), session.rules().cookie());
        RememberSettings remember = session.rules().remember();
        return remember == null
                ? List.of(own)
                : List.of(
                        own,
                        SetCookie.cleared(remember.cookieName(), session.rules().cookie()));
    }

    /** Never shorter than the gateway takes it. */
    private static Duration maxAge(RememberSettings remember) {
        Duration rolling = remember.rollingTimeout();
        return rolling.isZero() || rolling.compareTo(remember.absoluteTimeout()) > 0
                ? remember.absoluteTimeout()
                : rolling;
    }
}
