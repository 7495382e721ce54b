package io.curfew.session;

/** Whether this node may speak for the whole cluster; where the store is one place, it always may. */
public interface Quorum {
    /** For a store that is one place for all nodes. */
    Quorum ALWAYS = new Quorum() {
        @Override
        public long term() {
            return 1;
        }

        @Override
        public boolean holds(long term) {
            return true;
        }

        @Override
        public void awaitLapsed() {
            // nobody else serves
        }
    };

    /**
     * What {@link #holds} is to be asked with, after the store was read; to be taken before. Positive; zero if this node may not
     * serve.
     */
    long term();

    /** Whether this node may serve and has been allowed to without a break since {@code term} was taken. */
    boolean holds(long term);

    /**
     * Returns when every node that has not been told what was written before is known to have stopped serving.
     *
     * @throws StoreUnavailableException if this node does not see a majority, so that others may well go on
     */
    void awaitLapsed();
}
