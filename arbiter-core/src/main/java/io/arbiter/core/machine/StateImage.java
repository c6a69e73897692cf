package io.arbiter.core.machine;

import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import java.util.List;
import java.util.Optional;

/**
 * The whole replicated state as a value: what a snapshot holds. Two replicas that applied the same commands have equal
 * images.
 *
 * @param compactedRevision events at or below it may be missing from {@code events}
 */
public record StateImage(Counters counters, List<SessionImage> sessions, List<ResourceImage> resources,
        List<Ending> endings, List<EndedSession> endedSessions, List<Event> events, long compactedRevision) {

    /** Holds and waits are found in the resources. */
    public record SessionImage(long id, SessionSpec spec, long openedWallMillis, long renewals,
            long holdingsVersion) {
    }

    public record ResourceImage(String name, Optional<Lease> lease, List<Resource.Waiter> waiters,
            Optional<Resource.LockDelay> lockDelay, Optional<StoredRecord> record, Optional<EndReason> lastEnd) {
    }

    static StateImage of(State state) {
        return withoutSessionsAndResources(state).with(
                state.sessions().values().stream().map(StateImage::of).toList(),
                state.resources().values().stream().map(StateImage::of).toList());
    }

    static StateImage withoutSessionsAndResources(State state) {
        return new StateImage(state.counters, List.of(), List.of(), state.endings.inOrder(),
                state.endedSessions.inOrder(), state.history.all(), state.history.compactedRevision());
    }

    /** The same with these sessions and resources. */
    public StateImage with(List<SessionImage> otherSessions, List<ResourceImage> otherResources) {
        return new StateImage(counters, otherSessions, otherResources, endings, endedSessions, events,
                compactedRevision);
    }

    /** The same, said to be applied through {@code index}. */
    public StateImage appliedThrough(long index) {
        return new StateImage(counters.at(index, counters.wallMillis()), sessions, resources, endings, endedSessions,
                events, compactedRevision);
    }

    static SessionImage of(Session session) {
        return new SessionImage(session.id(), session.spec(), session.openedWallMillis(), session.renewals(),
                session.holdingsVersion());
    }

    static ResourceImage of(Resource resource) {
        return new ResourceImage(resource.name(), resource.lease(), resource.waiters(), resource.lockDelay(),
                Optional.ofNullable(resource.record), Optional.ofNullable(resource.lastEnd));
    }

    void writeTo(State state) {
        state.clear();
        state.counters = counters;
        sessions.forEach(image -> restore(state, image));
        resources.forEach(image -> restore(state, image));
        endings.forEach(ending -> state.endings.remember(ending.token(), ending));
        endedSessions.forEach(state::rememberEnd);
        state.history.restore(events, compactedRevision);
    }

    private static void restore(State state, SessionImage image) {
        Session session = state.addSession(image.id(), image.spec(), image.openedWallMillis());
        session.renewals = image.renewals();
        session.holdingsVersion = image.holdingsVersion();
    }

    private static void restore(State state, ResourceImage image) {
        Resource resource = state.resourceOrNew(image.name());
        resource.lease = image.lease().orElse(null);
        resource.lockDelay = image.lockDelay().orElse(null);
        resource.record = image.record().orElse(null);
        resource.lastEnd = image.lastEnd().orElse(null);
        image.lease().ifPresent(lease -> {
            state.session(lease.session()).orElseThrow().leases.add(image.name());
            state.countLeases(1);
        });
        for (Resource.Waiter waiter : image.waiters()) {
            resource.queue.put(waiter.session(), waiter);
            state.session(waiter.session()).orElseThrow().waits.add(image.name());
        }
    }
}
