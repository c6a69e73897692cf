package io.arbiter.core.machine;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Lease;
import io.arbiter.core.event.Proof;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** What is known of one resource; forgotten when it is idle. Changed by the machine alone; not thread-safe. */
public final class Resource {
    /** A session in the queue, and the attempt that brought it there last. */
    public record Waiter(long session, long attempt) {
    }

    /** The rest after the expiry of the lease with {@code token}. */
    public record LockDelay(long token, long nanos) {
    }

    private final String name;
    /** Session to waiter, in order of arrival. */
    final LinkedHashMap<Long, Waiter> queue = new LinkedHashMap<>();
    Lease lease;
    LockDelay lockDelay;
    StoredRecord record;
    EndReason lastEnd;

    Resource(String name) {
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

    /** The record, unless it is deleted. */
    public Optional<StoredRecord> record() {
        return Optional.ofNullable(record).filter(r -> r.value().isPresent());
    }

    /** Who waits, first come first. */
    public List<Waiter> waiters() {
        return new ArrayList<>(queue.values());
    }

    public boolean isFree() {
        return lease == null && lockDelay == null;
    }

    /** What the next grant will rest on. */
    Proof proof() {
        return lastEnd == null ? Proof.FIRST : lastEnd.proof();
    }

    /**
     * Nothing left to remember. After a break there is: the broken gate may still be open, and the next holder must be
     * told.
     */
    boolean isIdle() {
        return isFree() && queue.isEmpty() && record == null && lastEnd != EndReason.BROKEN;
    }

    boolean isHeldBy(long session) {
        return lease != null && lease.session() == session;
    }

    boolean isHeldUnder(long token) {
        return lease != null && lease.token() == token;
    }
}
