package io.arbiter.fence;

import io.arbiter.fence.internal.FenceArguments;
import java.util.Objects;

/**
 * Accepts a token at or above the highest one seen for its resource, and refuses every lower one (docs/guarantees.md,
 * S4). It uses no clock.
 *
 * <p>Its limit: a check that returned says nothing about a moment later. Call it where the order of writes is decided,
 * e.g. on the one thread that applies them or under the lock that serializes them; a check outside, followed by a
 * write, lets a slower writer slip in between. For a database use {@link io.arbiter.fence.postgres.PostgresGuard}.
 *
 * <p>Thread-safe. With {@link InMemoryHighWaterMarkStore} a call takes tens of nanoseconds, and allocates nothing if
 * the token is accepted.
 */
public final class FencingGuard {
    private final HighWaterMarkStore marks;

    /** A guard that keeps its marks in {@code marks}. */
    public FencingGuard(HighWaterMarkStore marks) {
        this.marks = Objects.requireNonNull(marks, "marks");
    }

    /** A guard for tests, and for data that lives no longer than this process: marks are lost with it. */
    public static FencingGuard inMemory() {
        return new FencingGuard(new InMemoryHighWaterMarkStore());
    }

    /**
     * Accepts a write that carries {@code token}, and raises the mark to it.
     *
     * @param resource 1 to 512 bytes of UTF-8 without control characters
     * @param token the lease's fencing token, at least 1
     * @throws StaleTokenException if a higher token has been accepted: the write must not happen
     * @throws IllegalArgumentException if an argument is out of bounds; nothing has changed
     * @throws MarksException if the store cannot answer: the write must not happen
     */
    public void check(String resource, long token) {
        raise(resource, token);
    }

    /**
     * Raises the mark ahead of the first write, so that a promotion shuts the old writer out at once.
     * Repeating it is harmless. Throws as {@link #check} does; stale means that the promotion itself has been
     * overtaken.
     */
    public void advance(String resource, long token) {
        raise(resource, token);
    }

    /** The highest token accepted for {@code resource}, or 0. */
    public long highest(String resource) {
        return marks.highest(FenceArguments.resource(resource));
    }

    private void raise(String resource, long token) {
        FenceArguments.resource(resource);
        FenceArguments.token(token);
        long mark = marks.raise(resource, token);
        if (mark > token) {
            throw new StaleTokenException(resource, token, mark);
        }
        if (mark < token) {
            throw new IllegalStateException(marks.getClass().getName() + " broke its contract: raise(" + resource + ", "
                    + token + ") returned the lower mark " + mark);
        }
    }
}
