package io.curfew.session;

import java.util.function.Function;

/**
 * "May I serve?", asked of every node and answered there.
 *
 * @param asker the address of the node that asks
 */
record LeaseQuestion(String asker) implements Function<Object, Long> {
    static final long REFUSED = -1;

    /** The answer: the version of the membership that the asker belongs to, or {@link #REFUSED}. */
    @Override
    public Long apply(Object container) {
        return ClusterNode.answer(CacheCluster.addressOf(container), asker);
    }
}
