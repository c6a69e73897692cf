package io.arbiter.core.machine;

import io.arbiter.core.machine.StateImage.ResourceImage;
import io.arbiter.core.machine.StateImage.SessionImage;
import java.util.List;

/**
 * The state as it was at one command, read in portions while the machine applies further ones: what a snapshot of a
 * million leases is written from without stopping anybody for longer than a portion takes. Read to its end it is
 * {@link LeaseMachine#image()} of that moment, whatever happened since.
 *
 * <p>Each call excludes the machine's, as those of {@link State} do. Close it, or the machine keeps what changes for
 * ever.
 */
public final class StateCapture implements AutoCloseable {
    private final State state;
    private final StateImage rest;
    private final MapCapture<Long, Session, SessionImage> sessions;
    private final MapCapture<String, Resource, ResourceImage> resources;

    StateCapture(State state) {
        this.state = state;
        this.rest = StateImage.withoutSessionsAndResources(state);
        this.sessions = new MapCapture<>(state.sessions(), StateImage::of);
        this.resources = new MapCapture<>(state.resources(), StateImage::of);
    }

    /** The parts of bounded size: all but sessions and resources. */
    public StateImage rest() {
        return rest;
    }

    public boolean hasMoreSessions() {
        return !sessions.isComplete();
    }

    /** The next sessions, by id; it may be none although there are more. At most {@code portion} of today's are met. */
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
