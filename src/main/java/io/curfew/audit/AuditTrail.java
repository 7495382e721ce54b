package io.curfew.audit;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Where every door tells what it has decided about who is signed in. It gives each event its time, its receipt and the name of the node,
 * and hands it on. Telling never throws and waits for nobody; whoever listens must not either.
 */
public final class AuditTrail {
    /** The header field of answers that carries the receipt. */
    public static final String HEADER = "Curfew-Receipt";

    /** The request attribute with the address of the client, on a request for the gateway itself and on one that signs out. */
    public static final String CLIENT_ADDRESS = "io.curfew.audit.ClientAddress";

    private static final System.Logger LOG = System.getLogger(AuditTrail.class.getName());

    private final Clock clock;
    private final Receipts receipts;
    private final String node;
    private final UnprovenEvents unproven;
    private final List<Consumer<AuditEvent>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong unheard = new AtomicLong();

    /** @param node the name of this node */
    public AuditTrail(Clock clock, SecureRandom random, String node) {
        this.clock = clock;
        this.receipts = new Receipts(random);
        this.node = node;
        this.unproven = new UnprovenEvents();
    }

    /** From now on this is told each event, in the thread that tells it: it must be quick. */
    public void listen(Consumer<AuditEvent> listener) {
        listeners.add(listener);
    }

    /** A receipt for what is told later, or for several events that belong together. */
    public String receipt() {
        return receipts.next();
    }

    /** Tells an event. Returns the receipt of the line that it is in: of events that say the same and prove nothing, several may be one. */
    public String tell(AuditNote note) {
        AuditEvent event = note.at(clock.instant(), receipts, node);
        if (!event.isProven()) {
            Optional<String> counted = unproven.count(event);
            if (counted.isPresent()) {
                return counted.get();
            }
        }
        handOn(event);
        return event.receipt();
    }

    /** Tells of what was only counted, where it is time; to be called every second. */
    public void sumUp() {
        unproven.sums(clock.instant()).forEach(this::handOn);
    }

    /** Tells of all that was only counted. */
    public void sumUpAll() {
        unproven.lastSums(clock.instant()).forEach(this::handOn);
    }

    /** How often a listener failed. */
    public long unheard() {
        return unheard.get();
    }

    private void handOn(AuditEvent event) {
        for (Consumer<AuditEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                if (unheard.getAndIncrement() == 0) {
                    LOG.log(Level.ERROR, "Something that listens to the audit trail fails; this is said once.", e);
                }
            }
        }
    }
}
