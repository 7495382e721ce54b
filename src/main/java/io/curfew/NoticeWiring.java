package io.curfew;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.SecurityEvents;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.notice.LogoutNotices;
import io.curfew.notice.NoticeClient;
import io.curfew.proxy.UpstreamTls;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** What applications are told of ended sessions, and the keys by which they know the gateway's word. */
final class NoticeWiring implements AutoCloseable {
    private final AssertionKeys keys;
    private final LogoutNotices notices;

    /** @param secrets those of the seal */
    NoticeWiring(Settings settings, List<Secret> secrets, SecureRandom random, Clock clock) {
        keys = new AssertionKeys(settings.routes().stream().anyMatch(NoticeWiring::isSignedFor) ? secrets : List.of());
        notices = new LogoutNotices(
                settings.routes(),
                new SecurityEvents(settings.publicUrl(), keys, clock, random),
                new NoticeClient(UpstreamTls::strategy, clock),
                clock);
    }

    private static boolean isSignedFor(Route route) {
        return route.upstream().assertion() != null || route.logout().notice() != null;
    }

    AssertionKeys keys() {
        return keys;
    }

    LogoutNotices notices() {
        return notices;
    }

    @Override
    public void close() {
        notices.close();
    }
}
