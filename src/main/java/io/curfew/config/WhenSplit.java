package io.curfew.config;

/** What a node does while it does not see a majority of the nodes there should be. */
public enum WhenSplit {
    /** It lets nobody through: no session that was ended on the other side can pass here. */
    DENY,
    /** It goes on with the sessions it has. */
    SERVE
}
