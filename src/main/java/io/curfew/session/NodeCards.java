package io.curfew.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.infinispan.commons.api.BasicCacheContainer;
import org.jspecify.annotations.Nullable;

/**
 * The cards of all nodes that share a store; a card that nobody renews is gone after a while. Which cards there are is written
 * beside them: to list a cache is a right that the gateway does not need at an Infinispan Server, and should not have.
 */
final class NodeCards {
    private static final Duration LIFESPAN = Duration.ofSeconds(60);
    private static final Duration RENEWAL = Duration.ofSeconds(20);

    /** The key of the list; no address is like it. */
    private static final String LIST = "addresses";

    private static final String BORDER = "\n";

    private final StoreCache<String, NodeCard> cards;
    private final StoreCache<String, String> lists;
    private final NodeCard own;
    private final Predicate<String> isPresent;
    private final Supplier<Moment> now;
    private Moment renewed;

    /**
     * @param container has the cache {@code name}
     * @param isPresent whether a node of this address may still be there
     */
    NodeCards(
            BasicCacheContainer container,
            String name,
            NodeCard own,
            Predicate<String> isPresent,
            Supplier<Moment> now) {
        this.cards = new StoreCache<>(name, container.getCache(name));
        this.lists = new StoreCache<>(name, container.getCache(name));
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
        lay();
        Optional<String> conflict = conflict();
        if (conflict.isPresent()) {
            sayGoodbye();
            throw new StoreRefusedException(conflict.get());
        }
    }

    private Optional<String> conflict() {
        return others().stream()
                .flatMap(card -> own.conflictWith(card).stream())
                .findFirst();
    }

    /**
     * Why this node has to go, though it was there before: of nodes that cannot work together, as after two clusters found each
     * other, the fewer go, and of as many those with the greater addresses.
     */
    Optional<String> reasonToGo() {
        List<NodeCard> against = others().stream()
                .filter(card -> own.conflictWith(card).isPresent())
                .toList();
        int with = 1 + others().size() - against.size();
        boolean goes = against.size() > with
                || (against.size() == with
                        && against.stream().allMatch(card -> card.address().compareTo(own.address()) < 0));
        return goes ? own.conflictWith(against.get(0)) : Optional.empty();
    }

    /** The address of this node. */
    String address() {
        return own.address();
    }

    /** Those of all nodes, this one's among them. */
    List<NodeCard> all() {
        return listed(lists.get(LIST)).stream()
                .flatMap(address -> Optional.ofNullable(cards.get(address)).stream())
                .toList();
    }

    private List<NodeCard> others() {
        return all().stream()
                .filter(card -> !card.leaving() && !card.address().equals(own.address()))
                .filter(card -> isPresent.test(card.address()))
                .toList();
    }

    /** Keeps the card there, if it is time; says whether it was. */
    boolean renew() {
        if (renewed.until(now.get()).compareTo(RENEWAL) <= 0) {
            return false;
        }
        lay();
        renewed = now.get();
        return true;
    }

    /** The card first, so that whoever reads the list finds it. Addresses without a card are left out from then on. */
    private void lay() {
        put(own);
        lists.update(
                LIST,
                there -> Stream.concat(
                                listed(there).stream()
                                        .filter(address -> cards.get(address) != null)
                                        .filter(Predicate.not(own.address()::equals)),
                                Stream.of(own.address()))
                        .collect(Collectors.joining(BORDER)),
                list -> LIFESPAN);
    }

    private static List<String> listed(@Nullable String list) {
        return list == null ? List.of() : List.of(list.split(BORDER));
    }

    void sayGoodbye() {
        put(own.left());
    }

    boolean isLeaving(String address) {
        NodeCard card = cards.get(address);
        return card != null && card.leaving();
    }

    private void put(NodeCard card) {
        cards.put(card.address(), card, LIFESPAN);
    }
}
