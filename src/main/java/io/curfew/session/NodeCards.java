package io.curfew.session;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.infinispan.commons.api.BasicCache;

/** The cards of all nodes that share a store; a card that nobody renews is gone after a while. */
final class NodeCards {
    private static final Duration LIFESPAN = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    private final BasicCache<String, NodeCard> cards;
    private final NodeCard own;
    private final Predicate<String> isPresent;
    private final Supplier<Moment> now;
    private Moment renewed;

    /** @param isPresent whether a node of this address may still be there */
    NodeCards(BasicCache<String, NodeCard> cards, NodeCard own, Predicate<String> isPresent, Supplier<Moment> now) {
        this.cards = cards;
        this.own = own;
        this.isPresent = isPresent;
        this.now = now;
        this.renewed = now.get();
    }

    /**
     * Lays this node's card beside the others.
     *
     * @throws StoreRefusedException if this node cannot work with one that is there; then its card is gone again
     */
    void join() {
        put(own);
        Optional<String> conflict = conflict();
        if (conflict.isPresent()) {
            cards.remove(own.address());
            throw new StoreRefusedException(conflict.get());
        }
    }

    private Optional<String> conflict() {
        Collection<NodeCard> all = cards.values();
        return all.stream()
                .filter(card -> !card.leaving() && !card.address().equals(own.address()))
                .filter(card -> isPresent.test(card.address()))
                .flatMap(card -> own.conflictWith(card).stream())
                .findFirst();
    }

    /** Keeps the card there, if it is time. */
    void renew() {
        if (renewed.until(now.get()).compareTo(RENEWAL) > 0) {
            put(own);
            renewed = now.get();
        }
    }

    void sayGoodbye() {
        put(own.left());
    }

    boolean isLeaving(String address) {
        NodeCard card = cards.get(address);
        return card != null && card.leaving();
    }

    private void put(NodeCard card) {
        cards.put(card.address(), card, LIFESPAN.toMillis(), TimeUnit.MILLISECONDS);
    }
}
