package io.arbiter.server.consensus;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The replicated log, as the rest of the server sees it. Thread-safe; no method but {@link #transferLeadership} and
 * {@link #close} blocks.
 *
 * <p>Not promised: that entries appended by several threads, or before the previous append completed, enter the log
 * in call order; that an entry appended twice is applied once (a caller that retries makes its entries idempotent).
 */
public interface ReplicatedLog extends AutoCloseable {
    /**
     * Proposes one entry. Completes with its log index once it is committed by a majority and
     * {@link ReplicatedState#apply} has returned for it on this node. Fails with
     * <ul>
     * <li>{@link NotLeaderException}: this node does not lead (or not yet); the entry is definitely not proposed;
     * <li>{@link LogOverloadedException}: too much is under way; the entry is definitely not proposed;
     * <li>{@link OutcomeUnknownException}: the entry was proposed and may or may not be committed, now or later.
     * </ul>
     * The future completes on a thread of the log: do not block in its continuations.
     *
     * @param entry at most {@link #maxEntryBytes} bytes, not empty; must not be changed afterwards
     * @param localContext handed to {@link ReplicatedState#apply} on this node if it is still this very proposal that
     *     is applied; never replicated; may be null
     * @throws IllegalArgumentException if the entry is empty or too long
     */
    CompletableFuture<Long> append(byte[] entry, Object localContext);

    /**
     * Completes with an index that covers every entry committed before this call, once a majority has confirmed after
     * this call that no later leader was elected before the call: ReadIndex, section 6.4 of Ongaro's dissertation.
     * Writes nothing. Fails with {@link NotLeaderException} if this node does not lead, or leads no more; that may take
     * as long as a leader without a majority assumes that it leads.
     *
     * @param asker confirms without a request, if its term is this leader's
     */
    CompletableFuture<Long> readIndex(Optional<TermAck> asker);

    /** The longest entry that {@link #append} takes, in bytes. Constant. */
    int maxEntryBytes();

    /** The leader, as far as this node knows. An immutable snapshot, cheap to take. */
    Leadership leadership();

    /** The index of the last entry that this node's state has applied; -1 if none. */
    long appliedIndex();

    /** The index of the last entry that this node knows to be committed; -1 if none. */
    long committedIndex();

    /** The index of the last entry covered by this node's newest snapshot; -1 if there is none. */
    long snapshotIndex();

    /** The known progress of each other node's log; empty unless this node leads. */
    List<FollowerProgress> followers();

    /** The members of the cluster as last committed, this node included, sorted by name. */
    List<Member> members();

    /** The nodes of the cluster: those that are configured here, and the members; sorted by name. */
    default List<Member> nodes() {
        return members();
    }

    /** Who votes; empty if that cannot be changed. */
    default Optional<Membership> membership() {
        return Optional.empty();
    }

    /** Whether this node has a vote, as far as it knows. */
    default boolean votes() {
        return membership().map(group -> group.voters().contains(group.self())).orElse(true);
    }

    /** What this node vouches for terms as. */
    default MemberId memberId() {
        return MemberId.founder(leadership().self());
    }

    /**
     * Hands leadership to another node that is up to date, and waits until it leads. Returns at once if this node does
     * not lead.
     *
     * @param to the only node that may get it; empty for any voter
     * @return whether this node does not lead any more
     */
    boolean transferLeadership(Optional<String> to, Duration timeout);

    /** To any voter. */
    default boolean transferLeadership(Duration timeout) {
        return transferLeadership(Optional.empty(), timeout);
    }

    /** Leaves the group and releases the storage. Entries under way fail with {@link OutcomeUnknownException}. */
    @Override
    void close();
}
