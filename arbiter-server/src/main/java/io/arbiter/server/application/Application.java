package io.arbiter.server.application;

import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.StartException;
import java.util.Optional;

/**
 * The application that a node serves. In order: {@link #state} once, {@link #serve} once the log is open,
 * {@link #problem} from any thread at any time, {@link #stopServing} and {@link #close} at the end, whether or not the
 * start succeeded.
 */
public interface Application extends AutoCloseable {
    /** The log drives this state. It may apply entries before {@link #serve} is called, as soon as it is open. */
    ReplicatedState state();

    /** Starts to serve clients on {@link ApplicationContext#config}'s client address; returns once it listens. */
    void serve(ReplicatedLog log) throws StartException;

    /** The reason, in words, that this node cannot serve now; empty if it can: it reaches a leader. */
    Optional<String> problem();

    /**
     * Refuses new work and lets work under way end, for a bounded time. Called before leadership is handed over and the
     * log closes.
     */
    void stopServing();

    /** Releases everything. The log is closed by then. */
    @Override
    void close();
}
