package io.curfew;

import io.curfew.backchannel.BackChannelCounters;
import io.curfew.backchannel.LogoutTokenRefusal;
import io.curfew.frontchannel.FrontChannelLogout;
import io.curfew.health.GatewayMetrics;
import io.curfew.login.RenewalCounts;
import io.curfew.logout.RevocationFailures;
import io.curfew.provider.TokenRevocation.Kind;
import java.util.Locale;
import org.eclipse.microprofile.metrics.Tag;

/** The counts of the doors under their published names. */
record PublishedCounts(
        BackChannelCounters backChannel,
        FrontChannelLogout frontChannel,
        RevocationFailures revocationFailures,
        RenewalCounts renewals) {
    void to(GatewayMetrics metrics) {
        String logouts = "curfew_backchannel_logouts";
        String meaning = "Logout tokens by what became of them, since the start of this node";
        metrics.publish(logouts, meaning, backChannel::accepted, new Tag("outcome", "accepted"));
        metrics.publish(logouts, meaning, backChannel::storeUnavailable, new Tag("outcome", "store_unavailable"));
        metrics.publish(logouts, meaning, backChannel::keysUnavailable, new Tag("outcome", "keys_unavailable"));
        for (LogoutTokenRefusal refusal : LogoutTokenRefusal.values()) {
            metrics.publish(logouts, meaning, () -> backChannel.refused(refusal), new Tag("outcome", refusal.code()));
        }
        String frontChannels = "curfew_frontchannel_logouts";
        String ofThem = "Front-channel logouts by what became of them, since the start of this node";
        metrics.publish(frontChannels, ofThem, frontChannel::ended, new Tag("outcome", "ended"));
        metrics.publish(frontChannels, ofThem, frontChannel::nothing, new Tag("outcome", "nothing"));
        metrics.publish(frontChannels, ofThem, frontChannel::storeUnavailable, new Tag("outcome", "store_unavailable"));
        String refreshes = "curfew_token_refreshes";
        String answers = "Refreshes of tokens by what the provider said, since the start of this node";
        metrics.publish(refreshes, answers, renewals::renewed, new Tag("outcome", "renewed"));
        metrics.publish(refreshes, answers, renewals::refused, new Tag("outcome", "refused"));
        metrics.publish(refreshes, answers, renewals::unanswered, new Tag("outcome", "unanswered"));
        for (Kind kind : Kind.values()) {
            metrics.publish(
                    "curfew_revocation_failures",
                    "Tokens that could not be revoked at a sign-out, since the start of this node",
                    () -> revocationFailures.of(kind),
                    new Tag("token", kind.name().toLowerCase(Locale.ROOT)));
        }
    }
}
