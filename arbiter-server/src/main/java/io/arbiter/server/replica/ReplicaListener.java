package io.arbiter.server.replica;

import io.arbiter.server.consensus.Leadership;

/**
 * Receives the entries that one replica applies, in log order. Calls about applying come one at a time, on the applying
 * thread, without the replica's lock but for {@link #stateReplaced}; they must not block or throw.
 */
public interface ReplicaListener {
    /** Called after the local caller, if there is one, has received the outcome, and before the next command. */
    default void commandApplied(AppliedCommand command) {}

    default void entryApplied(AppliedEntry entry) {}

    /** The log went past an entry that has no commands, and is none of those applied. */
    default void entryPassed(long index) {}

    /** A snapshot took the place of the state. Called under the replica's lock. */
    default void stateReplaced(View view) {}

    /** Called one at a time, from any thread; first of all when the listener is added. */
    default void leadershipChanged(Leadership leadership) {}
}
