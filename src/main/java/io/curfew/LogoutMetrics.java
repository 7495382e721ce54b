package io.curfew;

import static io.curfew.health.MetricFamily.counter;
import static io.curfew.health.MetricFamily.histogram;

import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.LogoutTokenRefusal;
import io.curfew.count.Tally;
import io.curfew.frontchannel.FrontChannelLogout;
import io.curfew.health.MetricFamily;
import io.curfew.logout.RevocationCounts;
import io.curfew.logout.SignOutEnd;
import io.curfew.notice.NoticeCounts;
import io.curfew.provider.TokenRevocation.Kind;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What is published of the doors of logout. */
final class LogoutMetrics {
    private LogoutMetrics() {}

    static List<MetricFamily> of(
            Tally<SignOutEnd> signOuts,
            BackChannelCounters backChannel,
            FrontChannelLogout frontChannel,
            RevocationCounts revocations,
            NoticeCounts notices,
            LongSupplier auditLost) {
        return List.of(
                counter("curfew_signouts_total", "Requests of users to sign out")
                        .by("outcome", signOuts.kinds(), Labels::of, signOuts::of),
                counter("curfew_backchannel_logouts_total", "Logout requests of providers")
                        .of("outcome", "accepted", backChannel::accepted)
                        .of("outcome", "store_unavailable", backChannel::storeUnavailable)
                        .of("outcome", "keys_unavailable", backChannel::keysUnavailable)
                        .by(
                                "outcome",
                                List.of(LogoutTokenRefusal.values()),
                                LogoutTokenRefusal::code,
                                backChannel::refused),
                histogram(
                                "curfew_backchannel_logout_seconds",
                                "From the receipt of a logout token until no node lets a request of its sessions through")
                        .of(Map.of(), new Histogram(backChannel.untilEverywhere())),
                histogram(
                                "curfew_backchannel_token_age_seconds",
                                "How long before its receipt a verified logout token was issued, by the provider's clock")
                        .of(Map.of(), new Histogram(backChannel.ages())),
                counter("curfew_frontchannel_logouts_total", "Front-channel logouts")
                        .of("outcome", "ended", frontChannel::ended)
                        .of("outcome", "nothing", frontChannel::nothing)
                        .of("outcome", "store_unavailable", frontChannel::storeUnavailable),
                revocations(revocations),
                counter("curfew_logout_notices_total", "Notices to applications that a session is over")
                        .of("outcome", "told", notices::told)
                        .of("outcome", "failed", notices::failed)
                        .of("outcome", "dropped", notices::dropped),
                counter("curfew_audit_events_lost_total", "Events that were not written into the audit log")
                        .of(auditLost));
    }

    private static MetricFamily revocations(RevocationCounts counts) {
        MetricFamily all = counter("curfew_revocations_total", "Tokens that were to be revoked after a session ended");
        for (Kind kind : Kind.values()) {
            all = all.by(
                    Map.of("token", Labels.of(kind)),
                    "outcome",
                    counts.of(kind).kinds(),
                    Labels::of,
                    counts.of(kind)::of);
        }
        return all;
    }
}
