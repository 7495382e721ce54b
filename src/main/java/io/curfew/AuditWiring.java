package io.curfew;

import io.curfew.audit.AuditLog;
import io.curfew.audit.AuditNote;
import io.curfew.audit.AuditTrail;
import io.curfew.audit.ClusterEvents;
import io.curfew.audit.LogoutWay;
import io.curfew.audit.RecentEvents;
import io.curfew.config.Settings;
import io.curfew.session.EndReason;
import io.curfew.session.EndingListener;
import io.curfew.session.LiveSession;
import io.curfew.session.NodeNotes;
import io.curfew.session.Seal;
import io.curfew.session.Session;
import io.curfew.session.SessionStore;
import io.curfew.session.StoreUnavailableException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The audit trail with all that listens to it, and what it does every second. */
final class AuditWiring implements EndingListener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(AuditWiring.class.getName());

    private final AuditTrail trail;
    private final AuditLog log;
    private final NodeNotes notes;
    private final ClusterEvents events;
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "curfew-audit-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    AuditWiring(Settings settings, SessionStore store, Seal seal, Clock clock) {
        trail = new AuditTrail(clock, new SecureRandom(), store.nodeName());
        log = AuditLog.start(settings.auditLog());
        RecentEvents recent = new RecentEvents();
        notes = store.notes(seal, clock);
        events = new ClusterEvents(recent, notes::write, this::notesOfOthers, clock);
        trail.listen(log);
        trail.listen(recent);
        Future<?> unused = upkeep.scheduleWithFixedDelay(this::keepUp, 1, 1, TimeUnit.SECONDS);
    }

    AuditTrail trail() {
        return trail;
    }

    AuditLog log() {
        return log;
    }

    /** How often an event did not get to where it is kept. */
    long lost() {
        return log.lost() + trail.unheard();
    }

    /** The newest of all nodes. */
    ClusterEvents events() {
        return events;
    }

    /** Of what ends a session, only another login of its user is told by nobody else. */
    @Override
    public void ended(LiveSession live, EndReason reason) {
        if (reason != EndReason.EVICTED) {
            return;
        }
        Session session = live.session();
        trail.tell(AuditNote.logout(LogoutWay.LIMIT, 1)
                .issuer(session.issuer())
                .client(session.space().clientId())
                .user(session.subject(), session.sid()));
    }

    private List<String> notesOfOthers() {
        try {
            return notes.others();
        } catch (StoreUnavailableException e) {
            // what this node knows by itself is better than nothing
            return List.of();
        }
    }

    private void keepUp() {
        try {
            trail.sumUp();
            events.shareNews();
        } catch (RuntimeException e) {
            // the next time tries again
            LOG.log(System.Logger.Level.DEBUG, "What this node has told could not be shared.", e);
        }
    }

    /** What is not told yet is told, and what is told is written down. */
    @Override
    public void close() {
        upkeep.shutdownNow();
        trail.sumUpAll();
        keepUp();
        log.close();
    }
}
