package io.arbiter.core.machine;

import io.arbiter.core.collection.MapCursor;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import io.arbiter.core.machine.StateSnapshot.SessionImage;
import java.util.List;

/**
 * The state as it was at one command, read in portions while the machine applies further ones. A snapshot of a million
 * leases is written from this cursor without stopping anybody for longer than a portion takes. Read to its end it
 * equals {@link LeaseMachine#image()} of that moment, despite all later changes.
 *
 * <p>Each call excludes the machine's, as those of {@link State} do. Close the cursor, because the machine otherwise
 * keeps the images of changes permanently.
 */
public final class SnapshotCursor implements AutoCloseable {
    private final State state;
    private final StateSnapshot rest;
    private final MapCursor<Long, Session, SessionImage> sessions;
    private final MapCursor<String, Resource, ResourceImage> resources;

    SnapshotCursor(State state) {
        this.state = state;
        this.rest = StateSnapshot.withoutSessionsAndResources(state);
        this.sessions = new MapCursor<>(state.sessions(), StateSnapshot::of);
        this.resources = new MapCursor<>(state.resources(), StateSnapshot::of);
    }

    /** The parts of bounded size: all but sessions and resources. */
    public StateSnapshot rest() {
        return rest;
    }

    public boolean hasMoreSessions() {
        return !sessions.isComplete();
    }

    /** The next sessions, by id; there may be none although more follow. At most {@code portion} of today's are met. */
    public List<SessionImage> nextSessions(int portion) {
        requireOpen();
        return sessions.next(portion);
    }

    public boolean hasMoreResources() {
        return !resources.isComplete();
    }

    /** As {@link #nextSessions}, by name. */
    public List<ResourceImage> nextResources(int portion) {
        requireOpen();
        return resources.next(portion);
    }

    void changing(long id, Session session) {
        sessions.changing(id, session);
    }

    void changing(String name, Resource resource) {
        resources.changing(name, resource);
    }

    private void requireOpen() {
        if (!state.isCapturedBy(this)) {
            throw new IllegalStateException("this capture was closed, or the state was replaced beneath it");
        }
    }

    @Override
    public void close() {
        state.endCapture(this);
    }
}
