package io.arbiter.fence;

/**
 * Keeps, for a {@link FencingGuard}, the highest token seen for each resource. Implement it to put a guard under a
 * storage of your own. S4 of docs/guarantees.md rests on this contract:
 *
 * <ul>
 * <li><b>Atomic</b>: {@link #raise} compares and raises in one step; of two concurrent raises the lower one
 *     must not win, and a mark never goes down, restarts and restores included.
 * <li><b>Durable before return</b>: a mark that {@code raise} returned survives a crash of the storage just
 *     as the data that it protects does. A mark kept apart from its data can be lost apart from it.
 * <li><b>Threads</b>: any thread may call any method at any time.
 * <li><b>May throw</b>: an unchecked exception means that the token was not accepted. The mark may then be at
 *     its old or its new value, and repeating the call is safe. Never answer when in doubt: throw.
 * <li><b>Unknown resources</b> have the mark 0. A store that has lost its marks must refuse to work instead
 *     of starting from 0.
 * <li>Arguments have been validated by the guard.
 * </ul>
 *
 * <p>Storage that has transactions should judge the token inside the write's transaction, as {@link
 * io.arbiter.fence.postgres.PostgresGuard} does, and not implement this interface: a check followed by a write
 * in another transaction is a race.
 */
public interface HighWaterMarkStore {

    /**
     * Raises the mark of {@code resource} to {@code token} if it is lower, and returns the mark as it is
     * then: equal to {@code token} if the token is current, above it if the token is stale.
     */
    long raise(String resource, long token);

    /** The mark of {@code resource}, or 0 if no token has been accepted for it. */
    long highest(String resource);
}
