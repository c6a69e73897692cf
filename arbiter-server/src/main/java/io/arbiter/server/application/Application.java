package io.arbiter.server.application;

import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.StartException;
import java.util.Optional;

/**
 * What a node serves. In order: {@link #state} once, {@link #serve} once the log is open, {@link #problem} from any
 * thread at any time, {@link #stopServing} and {@link #close} at the end, whether or not the start succeeded.
 */
public interface Application extends AutoCloseable {
    /** What the log drives. Entries may be applied before {@link #serve} is called, as soon as the log is open. */
    ReplicatedState state();

    /** Begins to serve clients on {@link ApplicationContext#config}'s client address; returns once it listens. */
    void serve(ReplicatedLog log) throws StartException;

    /** Why this node cannot serve now, in words, or empty if it can: it reaches a leader. */
    Optional<String> problem();

    /**
     * Refuses new work and lets what is under way end, for a bounded time. Comes before leadership is handed over and
     * the log closes.
     */
    void stopServing();

    /** Releases everything. The log is closed by then. */
    @Override
    void close();
}
