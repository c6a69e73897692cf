package io.arbiter.client;

import io.arbiter.client.model.Grant;
import io.arbiter.client.model.StoredRecord;
import io.arbiter.client.model.promotion.Promotion;
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
 * <p>States go HELD → AT_RISK → HELD or SUSPENDED, SUSPENDED → HELD or LOST, and from each to LOST. A lease that
 * silence closed is SUSPENDED: it opens again if contact is regained before the session ended, with the same token.
 * LOST is final. Thread-safe. {@link #isOpen()}
 * and {@link #requireOpen()} take tens of nanoseconds, no lock, and allocate nothing; the others may ask the
 * arbiter.
 */
public interface Lease extends AutoCloseable {

    /** The resource that the lease guards. */
    String resource();

    /** The fencing token: larger than every token granted before. Send it with every write. */
    long token();

    /**
     * The grant, signed by the cluster, for guards that believe signatures alone: pass it to the storage once, before
     * the first write under this lease, and as often as a storage asks for it. Empty while the cluster has no key, or
     * before its answer with a first signature has come. Kept fresh beside the renewals: always the newest one, valid
     * for hours, so ask anew rather than keep it. Whoever has it can present the token; do not log it.
     */
    Optional<String> signedToken();

    /** The session that holds the lease. */
    long sessionId();

    /** The grant as the arbiter reported it: its basis, its revision. */
    Grant grant();

    /** Whether the holder may act now. */
    boolean isOpen();

    /**
     * Returns if the holder may act now.
     *
     * @throws LeaseLostException if the gate is closed, with the facts
     */
    void requireOpen();

    /** The time that the gate stays open unless it is renewed; zero if it is closed. */
    Duration timeRemaining();

    /**
     * The reason why less than a third of {@link #timeRemaining()} is left, or nothing: one sentence for people, as
     * listeners receive it. Meaningless while the lease is in good order.
     */
    String shortfall();

    /** The present state, as {@link #isOpen()} sees it. */
    LeaseState state();

    /**
     * Returns when the gate stays open for at least that long; renews now if less is left.
     *
     * @param duration above zero and below TTL·(1−drift bound); a renewal's round trip takes its part of that
     * @throws LeaseLostException if that much cannot be had within the client's request timeout
     */
    void ensureOpenFor(Duration duration);

    /**
     * Adds a listener. If the lease has already changed since it was granted, the listener receives the
     * present state at once.
     */
    void addListener(LeaseListener listener);

    /** Removes a listener; one call of it may still be under way. */
    void removeListener(LeaseListener listener);

    /**
     * Gives the writer time to stop before a handover that an operator asks for: the hook runs first, then the gate is
     * closed, then the lease is transferred. Without a hook the gate is closed at once.
     *
     * <p><b>A drain keeps no gate open.</b> The gate closes as always at the safe time after the newest acknowledged
     * renewal, whatever the hook does; renewals go on meanwhile, so a handover alone does not shorten it. When the
     * limit has passed the gate is closed and the lease handed over though the hook still runs: like every holder, the
     * writer has to ask {@link #isOpen()}, and the storage to check the token. The hook is not run for the holder's own
     * {@link #transferTo(long)}, nor for a break.
     *
     * @param limit how long the hook may take, above zero and at most one hour
     * @param hook replaces the one before, unless that is running already
     */
    void drainBeforeHandover(Duration limit, DrainHook hook);

    /**
     * The session that an operator asked to hand this lease to, as the arbiter last reported; empty if no operator
     * asked. Set before a hook of {@link #drainBeforeHandover} runs.
     */
    OptionalLong handoverTo();

    /**
     * Releases the lease: closes the gate at once, then notifies the arbiter. Repeating it is safe, and so is
     * releasing a lost lease.
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
     * The holder's word that its storage is ready, if a promotion granted this lease: its storage is promoted, and its
     * guards have the token. Until then the promotion is not completed. Repeating it is safe.
     *
     * @return the promotion; empty if none granted this lease, or a newer one is under way
     * @throws LeaseLostException if the lease is lost
     * @throws RefusedException {@code PROMOTION_SETTLED} if the word came too late; the lease is held all the same
     */
    Optional<Promotion> confirmPromotion();

    /** As {@link #confirmPromotion()}; completes on the callback executor. */
    CompletableFuture<Optional<Promotion>> confirmPromotionAsync();

    /**
     * Writes the resource's record under this token. Writes of one lease take effect in the order of the
     * calls.
     *
     * @param value at most 65,536 bytes
     * @return the record's new version
     * @throws StaleLeaseException if this token no longer holds; nothing was written
     * @throws IndeterminateException if the outcome is unknown; a later write of this lease supersedes it
     */
    long putRecord(byte[] value);

    /**
     * As {@link #putRecord(byte[])}, only if the record has that version.
     *
     * @param expectedVersion the version read before; 0 if there must be none
     * @throws RecordConflictException if it has another one
     */
    long putRecord(byte[] value, long expectedVersion);

    /** Deletes the record. @param expectedVersion empty to delete any version */
    void deleteRecord(OptionalLong expectedVersion);

    /** As the blocking writes; null deletes; completes on the callback executor. */
    CompletableFuture<Long> putRecordAsync(byte[] value, OptionalLong expectedVersion);

    /** The record, with everything committed before this call; empty if there is none. */
    Optional<StoredRecord> record();

    /** Releases, as {@link #release()}. */
    @Override
    void close();

    /** For logs: resource, token, session, and present state. */
    @Override
    String toString();
}
