package io.arbiter.core.machine;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.promotion.Promotion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Defines a legal state in one place: S1 (tokens), S2 (one holder) and the bookkeeping that S5 needs. Walks the whole
 * state, so tests call it after every command and the server does not.
 */
public final class Invariants {
    private final State state;
    private final Limits limits;
    private final Set<Long> tokens = new TreeSet<>();

    private Invariants(State state, Limits limits) {
        this.state = state;
        this.limits = limits;
    }

    /** @throws IllegalStateException naming the first invariant that is broken */
    public static void check(State state, Limits limits) {
        new Invariants(state, limits).check();
    }

    private void check() {
        state.resources().values().forEach(this::checkResource);
        state.sessions().values().forEach(this::checkSession);
        require(tokens.size() == state.leaseCount(), "the lease count %d is not %d", state.leaseCount(), tokens.size());
        require(state.sessions().size() <= limits.sessions(), "more sessions than the limit");
        require(state.resources().size() <= limits.resources(), "more resources than the limit");
        state.sessions().values().forEach(session -> checkUsage(session.spec().owner()));
        confinements().forEach(confinement -> checkUsage(confinement.owner()));
        state.endings.inOrder().forEach(this::checkEnding);
        state.policy
                .confined()
                .forEach(name -> require(
                        state.resource(name).flatMap(Resource::confinement).isPresent(), "%s is not confined", name));
        state.promotions.open().values().forEach(this::checkPromotion);
        require(
                state.promotions.open().values().stream()
                                .map(Promotion::resource)
                                .distinct()
                                .count()
                        == state.promotions.open().size(),
                "two promotions of one resource are under way");
        checkHistory();
    }

    private void checkPromotion(Promotion promotion) {
        String name = promotion.resource();
        Resource resource = state.resource(name).orElse(null);
        require(resource != null, "%s is promoted and unknown", name);
        Lease lease = resource.leaseOrNull();
        switch (promotion.state()) {
            case DRAINING ->
                require(
                        lease != null && isOfTarget(promotion, lease.handoverTo()) && !resource.isCondemned(),
                        "nobody is asked to hand %s over to the target",
                        name);
            case FENCING ->
                require(
                        resource.isCondemned() || resource.lockDelayOrNull() != null,
                        "%s is fenced, and its holder may go on",
                        name);
            case GRANTED ->
                require(
                        resource.isHeldUnder(promotion.grantedToken())
                                && lease.region().equals(promotion.request().toRegion()),
                        "%s was granted by a promotion to somebody else",
                        name);
            default -> require(false, "the promotion of %s rests in %s", name, promotion.state());
        }
        require(
                !promotion.state().isBeforeGrant()
                        || resource.queue().stream().anyMatch(session -> isOfTarget(promotion, session)),
                "nobody waits for the promotion of %s",
                name);
    }

    private boolean isOfTarget(Promotion promotion, long session) {
        return state.session(session)
                .filter(s -> s.spec().region().equals(promotion.request().toRegion()))
                .isPresent();
    }

    private void checkUsage(Principal owner) {
        if (!owner.isNobody()) {
            List<Session> own = state.sessions().values().stream()
                    .filter(session -> session.spec().owner().equals(owner))
                    .toList();
            int claims = own.stream().mapToInt(Session::claims).sum();
            require(state.usage().sessions(owner) == own.size(), "the sessions of %s are miscounted", owner);
            long confined = confinements()
                    .filter(confinement -> confinement.owner().equals(owner))
                    .count();
            require(state.usage().claims(owner) == claims, "the leases of %s are miscounted", owner);
            require(state.usage().confined(owner) == confined, "what is confined after %s is miscounted", owner);
        }
    }

    private Stream<Resource.Confinement> confinements() {
        return state.resources().values().stream().map(Resource::confinement).flatMap(Optional::stream);
    }

    private void checkResource(Resource resource) {
        String name = resource.name();
        resource.lease().ifPresent(lease -> checkLease(name, lease));
        require(!resource.isIdle(), "%s is idle but not forgotten", name);
        require(
                resource.leaseOrNull() == null || resource.lockDelayOrNull() == null,
                "S2: %s is held while it rests",
                name);
        resource.confinement().ifPresent(confinement -> checkConfinement(resource));
        require(
                !resource.isFree() || resource.queue().stream().noneMatch(session -> mayFollow(resource, session)),
                "S7: %s is free while sessions wait that may be granted it",
                name);
        resource.condemnation()
                .ifPresent(condemned -> require(
                        resource.isHeldUnder(condemned.token())
                                && state.session(condemned.session())
                                        .filter(s -> s.condemned().contains(name))
                                        .isPresent(),
                        "%s is condemned, which its holder would not learn",
                        name));
        require(resource.queue().size() <= limits.waitersPerResource(), "too many wait for %s", name);
        resource.queue()
                .forEach(session ->
                        require(mayAcquire(session, name), "%d waits for %s, which it may not hold", session, name));
        resource.queue()
                .forEach(session -> require(
                        state.session(session)
                                .map(s -> s.waits().contains(name))
                                .orElse(false),
                        "%s is waited for by session %d, which does not know",
                        name,
                        session));
        if (resource.recordOrNull() != null) {
            checkRecord(name, resource.recordOrNull());
        }
    }

    private boolean mayAcquire(long session, String name) {
        return state.session(session)
                .filter(s -> state.mayAcquire(s, name))
                .filter(s -> state.policy.violation(s, name).isEmpty())
                .isPresent();
    }

    private boolean mayFollow(Resource resource, long session) {
        return state.session(session)
                .filter(s -> resource.isOpenTo(s.spec().region()))
                .isPresent();
    }

    private void checkConfinement(Resource resource) {
        String name = resource.name();
        require(resource.leaseOrNull() == null, "%s is held while it is confined", name);
        require(
                state.policy.staysInRegion(name, resource.lastEnd()),
                "%s is confined although its failover is automatic",
                name);
        require(state.policy.confined().contains(name), "%s is confined, which nobody would find", name);
    }

    private void checkLease(String name, Lease lease) {
        require(tokens.add(lease.token()), "S1: two leases with token %d", lease.token());
        require(
                lease.token() > 0 && lease.token() <= state.counters.lastToken(),
                "S1: token %d of %s was never granted",
                lease.token(),
                name);
        require(
                state.session(lease.session())
                        .map(s -> s.leases().contains(name))
                        .orElse(false),
                "%s is held by session %d, which does not know",
                name,
                lease.session());
        Resource resource = state.resource(name).orElseThrow();
        require(
                lease.handoverTo() == 0 || resource.isAwaitedBy(lease.handoverTo()),
                "%s is to be handed over to a session that does not wait",
                name);
        require(!resource.isAwaitedBy(lease.session()), "the holder of %s waits for it", name);
    }

    private void checkRecord(String name, StoredRecord record) {
        require(record.version() <= state.counters.lastRecordVersion(), "record version of %s is ahead", name);
        require(record.token() <= state.counters.lastToken(), "S1: record token of %s is ahead", name);
    }

    private void checkSession(Session session) {
        session.leases()
                .forEach(name -> require(
                        state.resource(name).map(r -> r.isHeldBy(session.id())).orElse(false),
                        "session %d believes that it holds %s",
                        session.id(),
                        name));
        session.waits()
                .forEach(name -> require(
                        state.resource(name)
                                .map(r -> r.isAwaitedBy(session.id()))
                                .orElse(false),
                        "session %d believes that it waits for %s",
                        session.id(),
                        name));
        session.condemned()
                .forEach(name -> require(
                        state.resource(name)
                                .filter(r -> r.isHeldBy(session.id()) && r.isCondemned())
                                .isPresent(),
                        "session %d is told that its lease of %s is condemned",
                        session.id(),
                        name));
        require(session.id() <= state.counters.lastSession(), "session %d was never opened", session.id());
        require(state.endedSessions.get(session.id()).isEmpty(), "session %d both lives and ended", session.id());
    }

    private void checkEnding(EndedLease ending) {
        require(!tokens.contains(ending.token()), "S5: token %d both ended and current", ending.token());
        require(
                ending.successor() == 0 || ending.successor() > ending.token(),
                "S1: token %d is followed by %d",
                ending.token(),
                ending.successor());
    }

    private void checkHistory() {
        long last = state.history.compactedRevision();
        for (Event event : state.history.all()) {
            require(event.revision() >= last, "history goes back at revision %d", event.revision());
            last = event.revision();
        }
        require(last <= state.counters.appliedIndex(), "history is ahead at revision %d", last);
    }

    private static void require(boolean holds, String message, Object... facts) {
        if (!holds) {
            throw new IllegalStateException(message.formatted(facts));
        }
    }
}
