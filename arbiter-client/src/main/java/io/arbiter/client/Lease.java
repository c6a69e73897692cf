package io.arbiter.client;

import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.RecordInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * The right to act on a resource, for as long as the gate is open, stamped with a fencing token.
 *
 * <p><b>Not promised: mutual exclusion.</b> A process that is stopped right after {@link #isOpen()} answered
 * {@code true} may write after its lease has passed to another. Only a storage that checks {@link #token()}
 * with a guard, inside the write itself, excludes that. Nor is anything promised after an operator's break.
 *
 * <p><b>Promised:</b> while {@link #isOpen()} answers {@code true} no other session was granted the lease, if
 * clock rates differ by at most the drift bound (default 1 %); wall clocks need not agree. The gate closes by
 * itself, without a thread's help, at (send time of the newest acknowledged renewal) + TTL·(1−drift bound).
 *
 * <p>States go HELD → AT_RISK → HELD or LOST. A lease that silence closed opens again if contact is regained
 * before the session ended, with the same token; every other loss is final. Thread-safe. {@link #isOpen()}
 * and {@link #requireOpen()} take tens of nanoseconds, no lock, and allocate nothing; the others may ask the
 * arbiter.
 */
public interface Lease extends AutoCloseable {

    /** What is guarded. */
    String resource();

    /** The fencing token: larger than every token granted before. Send it with every write. */
    long token();

    /** The session that holds the lease. */
    long sessionId();

    /** The grant as the arbiter told it: the proof it rests on, its revision. */
    LeaseInfo grant();

    /** Whether the holder may act now. */
    boolean isOpen();

    /**
     * Returns if the holder may act now.
     *
     * @throws LeaseLostException if the gate is closed, with the facts
     */
    void requireOpen();

    /** How long the gate stays open unless it is renewed; zero if it is closed. */
    Duration safeFor();

    /** How things stand, as {@link #isOpen()} sees them. */
    LeaseState state();

    /**
     * Returns when the gate stays open for at least that long; renews now if less is left.
     *
     * @param duration above zero and below TTL·(1−drift bound); what a renewal's round trip takes is lost
     * from that
     * @throws LeaseLostException if it cannot be had within the client's request timeout
     */
    void ensure(Duration duration);

    /**
     * Adds a listener. If the lease has already changed since it was granted, the present state is told at
     * once.
     */
    void addListener(LeaseListener listener);

    /** Removes a listener; one call of it may still be under way. */
    void removeListener(LeaseListener listener);

    /**
     * Lets go: closes the gate at once, then tells the arbiter. Repeating it is safe, and so is releasing a
     * lost lease.
     *
     * @throws IndeterminateException if the arbiter did not answer in time; the client goes on trying
     */
    void release();

    /** As {@link #release()}; completes on the callback executor. */
    CompletableFuture<Void> releaseAsync();

    /**
     * Hands the lease to a session that waits for it: closes the gate first, so the gates of the two never
     * overlap. If the receiver does not wait (any more), the lease is released instead and the refusal is
     * thrown.
     *
     * @return the receiver's token
     */
    long transferTo(long sessionId);

    /** As {@link #transferTo(long)}; completes on the callback executor. */
    CompletableFuture<Long> transferToAsync(long sessionId);

    /**
     * Writes the resource's record under this token. Writes of one lease take effect in the order of the
     * calls.
     *
     * @param value at most 65,536 bytes
     * @return the record's new version
     * @throws StaleLeaseException if this token no longer holds; nothing was written
     * @throws IndeterminateException if the fate is unknown; a later write of this lease supersedes it
     */
    long putRecord(byte[] value);

    /**
     * As {@link #putRecord(byte[])}, only if the record has that version.
     *
     * @param expectedVersion the version read before; 0 if there must be none
     * @throws RecordConflictException if it has another one
     */
    long putRecord(byte[] value, long expectedVersion);

    /** Deletes the record. @param expectedVersion empty to delete whichever there is */
    void deleteRecord(OptionalLong expectedVersion);

    /** As the blocking writes; null deletes; completes on the callback executor. */
    CompletableFuture<Long> putRecordAsync(byte[] value, OptionalLong expectedVersion);

    /** The record as everything committed before this call left it; empty if there is none. */
    Optional<RecordInfo> record();

    /** Releases, as {@link #release()}. */
    @Override
    void close();
}
