package io.curfew;

import static io.curfew.health.MetricFamily.counter;

import io.curfew.health.MetricFamily;
import io.curfew.login.GateCounts;
import io.curfew.login.LoginRefusal;
import io.curfew.login.RenewalCounts;
import java.util.List;

/** What is published of the login door. */
final class LoginMetrics {
    private LoginMetrics() {}

    static List<MetricFamily> of(GateCounts gate, RenewalCounts renewals) {
        return List.of(
                counter("curfew_login_starts_total", "Logins that were to start")
                        .by("outcome", gate.starts().kinds(), Labels::of, gate.starts()::of),
                counter("curfew_logins_total", "Logins that came back from the provider")
                        .of("outcome", "signed_in", gate.signedIn()::sum)
                        .by("outcome", gate.refusals().kinds(), LoginRefusal::code, gate.refusals()::of),
                counter("curfew_gate_decisions_total", "Requests by what the gate decided")
                        .by("decision", gate.decisions().kinds(), Labels::of, gate.decisions()::of),
                counter("curfew_access_tokens_total", "Requests with an access token, or that should have had one")
                        .by("outcome", gate.accessTokens().outcomes(), outcome -> outcome, gate.accessTokens()::of),
                counter(
                                "curfew_token_refreshes_total",
                                "Refreshes of the tokens of sessions, by what the provider said")
                        .of("outcome", "renewed", renewals::renewed)
                        .of("outcome", "refused", renewals::refused)
                        .of("outcome", "unanswered", renewals::unanswered));
    }
}
