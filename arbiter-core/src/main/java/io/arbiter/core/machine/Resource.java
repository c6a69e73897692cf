package io.arbiter.core.machine;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of one resource; forgotten when it is idle. Changed by the machine alone; not thread-safe. Every method
 * that changes something here announces that first, so that a capture keeps the image from before.
 */
public final class Resource {
    /** A session in the queue, and the attempt that brought it there last. */
    public record Waiter(long session, long attempt) {}

    /**
     * The rest after the lease with {@code token} ended unreleased.
     *
     * @param session whose lease it was, its {@code region} and its {@code owner}; 0, empty and nobody in a snapshot of
     *     a release without pauses
     */
    public record LockDelay(long token, long nanos, long session, String region, Principal owner) {}

    /**
     * Only sessions of {@code region} are granted a lease, since the one of {@code session} with {@code token} was not
     * released where failover is manual, or ended where it is paused. Nobody is, if the region is empty: what rested in
     * a snapshot of a release without pauses does not say whose it was.
     *
     * @param owner whom the session belonged to; nobody if an entry by the first rules confined the resource
     */
    public record Confinement(String region, long session, long token, Principal owner) {}

    /**
     * The lease with {@code token} ends once its gate is provably closed, or earlier by its holder's word.
     *
     * @param session whose lease it is
     * @param renewals of that session until then
     * @param promotion that condemned it
     * @param nanos from when this was applied: the silence after which the session would expire
     */
    public record Condemnation(long token, long session, long renewals, long promotion, long nanos) {}

    /** The rest from promotions after {@code promotion} granted the resource. */
    public record CoolDown(long promotion, long nanos) {}

    private final State state;
    private final String name;
    /** Session to waiter, in order of arrival. */
    private final LinkedHashMap<Long, Waiter> queue = new LinkedHashMap<>();

    private Lease lease;
    private LockDelay lockDelay;
    private Confinement confinement;
    private Condemnation condemnation;
    private CoolDown coolDown;
    private StoredRecord record;
    private EndReason lastEnd;

    Resource(State state, String name) {
        this.state = state;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Optional<Lease> lease() {
        return Optional.ofNullable(lease);
    }

    public Optional<LockDelay> lockDelay() {
        return Optional.ofNullable(lockDelay);
    }

    public Optional<Confinement> confinement() {
        return Optional.ofNullable(confinement);
    }

    public Optional<Condemnation> condemnation() {
        return Optional.ofNullable(condemnation);
    }

    public Optional<CoolDown> coolDown() {
        return Optional.ofNullable(coolDown);
    }

    /** The record, unless it is deleted. */
    public Optional<StoredRecord> record() {
        return Optional.ofNullable(record).filter(r -> r.value().isPresent());
    }

    /** The waiters, first come first. */
    public List<Waiter> waiters() {
        return new ArrayList<>(queue.values());
    }

    /** Null if nobody holds it. */
    Lease leaseOrNull() {
        return lease;
    }

    /** Null if it does not rest. */
    LockDelay lockDelayOrNull() {
        return lockDelay;
    }

    /** The record, also if it is deleted; null if there was none, or its token has ended. */
    StoredRecord recordOrNull() {
        return record;
    }

    /** Null before its first lease ended. */
    EndReason lastEnd() {
        return lastEnd;
    }

    /** The sessions that wait, first come first. */
    Set<Long> queue() {
        return Collections.unmodifiableSet(queue.keySet());
    }

    /** Null if the session does not wait. */
    Waiter waiter(long session) {
        return queue.get(session);
    }

    boolean isAwaitedBy(long session) {
        return queue.containsKey(session);
    }

    void setLease(Lease now) {
        state.changing(this);
        lease = now;
    }

    void setLastEnd(EndReason reason) {
        state.changing(this);
        lastEnd = reason;
    }

    void setLockDelay(LockDelay now) {
        state.changing(this);
        lockDelay = now;
    }

    void setConfinement(Confinement now) {
        state.changing(this);
        state.confined(name, confinement, now);
        confinement = now;
    }

    void setCondemnation(Condemnation now) {
        state.changing(this);
        state.condemned(name, condemnation, now);
        condemnation = now;
    }

    void setCoolDown(CoolDown now) {
        state.changing(this);
        state.promotions.touch(name);
        coolDown = now;
    }

    void setRecord(StoredRecord now) {
        state.changing(this);
        record = now;
    }

    /** A session that waits already keeps its place. */
    void enqueue(Waiter waiter) {
        state.changing(this);
        queue.put(waiter.session(), waiter);
    }

    void dequeue(long session) {
        state.changing(this);
        queue.remove(session);
    }

    /** Makes everything as it is now, wherever the resource is by then. */
    Runnable inverse() {
        var waiters = waiters();
        Lease itsLease = lease;
        LockDelay itsDelay = lockDelay;
        Confinement itsConfinement = confinement;
        Condemnation itsCondemnation = condemnation;
        CoolDown itsCoolDown = coolDown;
        StoredRecord itsRecord = record;
        EndReason itsEnd = lastEnd;
        return () -> {
            state.putBack(this);
            lease = itsLease;
            lockDelay = itsDelay;
            state.confined(name, confinement, itsConfinement);
            confinement = itsConfinement;
            state.condemned(name, condemnation, itsCondemnation);
            condemnation = itsCondemnation;
            state.promotions.touch(name);
            coolDown = itsCoolDown;
            record = itsRecord;
            lastEnd = itsEnd;
            queue.clear();
            waiters.forEach(waiter -> queue.put(waiter.session(), waiter));
        };
    }

    public boolean isFree() {
        return lease == null && lockDelay == null;
    }

    /** Whether it is free, and a session of this region may be granted it. */
    boolean isFreeFor(String region) {
        return isFree() && isOpenTo(region);
    }

    /** Whether a session of this region may be granted the next lease. */
    public boolean isOpenTo(String region) {
        return confinement == null || confinement.region().equals(region);
    }

    boolean isConfinedUnder(long token) {
        return confinement != null && confinement.token() == token;
    }

    /** Whether it is confined after a session of this owner. */
    boolean isConfinedAfter(Principal owner) {
        return confinement != null && confinement.owner().equals(owner);
    }

    /** The basis of the next grant. */
    GrantBasis basis() {
        return lastEnd == null ? GrantBasis.FIRST : lastEnd.basis();
    }

    /**
     * Whether nothing is left to remember. After a break something is: the broken gate may still be open, and the next
     * holder must learn that.
     */
    boolean isIdle() {
        return isFree()
                && queue.isEmpty()
                && record == null
                && confinement == null
                && coolDown == null
                && lastEnd != EndReason.BROKEN;
    }

    boolean isHeldBy(long session) {
        return lease != null && lease.session() == session;
    }

    /** Whether its lease is condemned: the holder's gate is shut, or will be, and nobody is to open it again. */
    public boolean isCondemned() {
        return condemnation != null;
    }

    boolean isHeldUnder(long token) {
        return lease != null && lease.token() == token;
    }
}
