package io.arbiter.core.machine;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.steps.StepsMemory;
import java.util.List;
import java.util.Optional;

/**
 * The whole replicated state as a value, the content of a snapshot. Two replicas that applied the same commands have
 * equal images.
 *
 * @param identity empty before the cluster is formed
 * @param compactedRevision events at or below it may be missing from {@code events}
 * @param remembersSteps whether a session remembers answers to calls with steps
 */
public record StateSnapshot(
        Optional<ClusterIdentity> identity,
        AuthState auth,
        Policies policies,
        Pauses pauses,
        PromotionLedger.Image promotions,
        Counters counters,
        List<SessionImage> sessions,
        List<ResourceImage> resources,
        List<EndedLease> endings,
        List<EndedSession> endedSessions,
        List<Event> events,
        long compactedRevision,
        boolean remembersSteps) {

    /** Holds and waits are found in the resources. */
    public record SessionImage(
            long id, SessionSpec spec, long openedWallMillis, long renewals, long holdingsVersion, StepsMemory steps) {}

    public record ResourceImage(
            String name,
            Optional<Lease> lease,
            List<Resource.Waiter> waiters,
            Optional<Resource.LockDelay> lockDelay,
            Optional<Resource.Confinement> confinement,
            Optional<Resource.Condemnation> condemnation,
            Optional<Resource.CoolDown> coolDown,
            Optional<StoredRecord> record,
            Optional<EndReason> lastEnd) {
        /** As a release without promotions has it. */
        public ResourceImage(
                String name,
                Optional<Lease> lease,
                List<Resource.Waiter> waiters,
                Optional<Resource.LockDelay> lockDelay,
                Optional<Resource.Confinement> confinement,
                Optional<StoredRecord> record,
                Optional<EndReason> lastEnd) {
            this(name, lease, waiters, lockDelay, confinement, Optional.empty(), Optional.empty(), record, lastEnd);
        }
    }

    static StateSnapshot of(State state) {
        return withoutSessionsAndResources(state)
                .with(
                        state.sessions().values().stream()
                                .map(StateSnapshot::of)
                                .toList(),
                        state.resources().values().stream()
                                .map(StateSnapshot::of)
                                .toList());
    }

    static StateSnapshot withoutSessionsAndResources(State state) {
        return new StateSnapshot(
                state.identity,
                state.auth(),
                state.policies(),
                state.pauses(),
                state.promotions.image(),
                state.counters,
                List.of(),
                List.of(),
                state.endings.inOrder(),
                state.endedSessions.inOrder(),
                state.history.all(),
                state.history.compactedRevision(),
                state.remembersSteps());
    }

    /** The same with these sessions and resources. */
    public StateSnapshot with(List<SessionImage> otherSessions, List<ResourceImage> otherResources) {
        return new StateSnapshot(
                identity,
                auth,
                policies,
                pauses,
                promotions,
                counters,
                otherSessions,
                otherResources,
                endings,
                endedSessions,
                events,
                compactedRevision,
                remembersSteps);
    }

    /** The same, marked as applied through {@code index}. */
    public StateSnapshot appliedThrough(long index) {
        return new StateSnapshot(
                identity,
                auth,
                policies,
                pauses,
                promotions,
                counters.at(index, counters.wallMillis()),
                sessions,
                resources,
                endings,
                endedSessions,
                events,
                compactedRevision,
                remembersSteps);
    }

    static SessionImage of(Session session) {
        return new SessionImage(
                session.id(),
                session.spec(),
                session.openedWallMillis(),
                session.renewals(),
                session.holdingsVersion(),
                session.steps());
    }

    static ResourceImage of(Resource resource) {
        return new ResourceImage(
                resource.name(),
                resource.lease(),
                resource.waiters(),
                resource.lockDelay(),
                resource.confinement(),
                resource.condemnation(),
                resource.coolDown(),
                Optional.ofNullable(resource.recordOrNull()),
                Optional.ofNullable(resource.lastEnd()));
    }

    void writeTo(State state) {
        state.clear();
        state.identity = identity;
        state.setAuth(auth);
        state.policy.set(policies);
        state.policy.set(pauses);
        state.counters = counters;
        sessions.forEach(image -> restore(state, image));
        resources.forEach(image -> restore(state, image));
        endings.forEach(ending -> state.endings.put(ending.token(), ending));
        endedSessions.forEach(state::rememberEnd);
        state.promotions.restore(promotions);
        state.history.restore(events, compactedRevision);
    }

    private static void restore(State state, SessionImage image) {
        Session session = state.addSession(image.id(), image.spec(), image.openedWallMillis());
        session.restoreCounts(image.renewals(), image.holdingsVersion());
        session.restoreSteps(image.steps());
    }

    private static void restore(State state, ResourceImage image) {
        Resource resource = state.resourceOrNew(image.name());
        resource.setLease(image.lease().orElse(null));
        resource.setLockDelay(image.lockDelay().orElse(null));
        resource.setConfinement(image.confinement().orElse(null));
        resource.setRecord(image.record().orElse(null));
        resource.setLastEnd(image.lastEnd().orElse(null));
        image.lease().ifPresent(lease -> {
            state.session(lease.session()).orElseThrow().restoreLease(image.name());
            state.countLeases(1);
        });
        resource.setCondemnation(image.condemnation().orElse(null));
        resource.setCoolDown(image.coolDown().orElse(null));
        for (Resource.Waiter waiter : image.waiters()) {
            resource.enqueue(waiter);
            state.session(waiter.session()).orElseThrow().addWait(image.name());
        }
    }
}
