package io.arbiter.fence;

import io.arbiter.fence.internal.FenceArguments;
import io.arbiter.fence.signed.SignatureRule;
import io.arbiter.fence.signed.SignedToken;
import io.arbiter.fence.signed.UntrustedTokenException;
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
    /** Null if every number may raise a mark. */
    private final SignatureRule rule;

    /** A guard that keeps its marks in {@code marks}. */
    public FencingGuard(HighWaterMarkStore marks) {
        this.marks = Objects.requireNonNull(marks, "marks");
        this.rule = null;
    }

    /** A guard that raises its marks only for tokens that {@code rule} admits. */
    public FencingGuard(HighWaterMarkStore marks, SignatureRule rule) {
        this.marks = Objects.requireNonNull(marks, "marks");
        this.rule = Objects.requireNonNull(rule, "rule");
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
     * @throws UntrustedTokenException if it is above the mark, and the guard raises that for signed ones alone
     * @throws IllegalArgumentException if an argument is out of bounds; nothing has changed
     * @throws HighWaterMarkStoreException if the store cannot answer: the write must not happen
     */
    public void check(String resource, long token) {
        raise(resource, token, null);
    }

    /**
     * As {@link #check(String, long)}, with the token as a client carries it: the lease's signed token, or a plain
     * number in decimal digits.
     *
     * @throws UntrustedTokenException also if it is a malformed one, or was signed for another resource
     * @throws IllegalArgumentException if it is neither
     */
    public void check(String resource, String carried) {
        raise(resource, carried);
    }

    /**
     * Raises the mark ahead of the first write, so that a promotion shuts the old writer out at once.
     * Repeating it is harmless. Throws as {@link #check} does; stale means that the promotion itself has been
     * overtaken.
     */
    public void advance(String resource, long token) {
        raise(resource, token, null);
    }

    /** As {@link #advance(String, long)}, with the token as {@link #check(String, String)} takes it. */
    public void advance(String resource, String carried) {
        raise(resource, carried);
    }

    /** The highest token accepted for {@code resource}, or 0. */
    public long highest(String resource) {
        return marks.highest(FenceArguments.resource(resource));
    }

    private void raise(String resource, String carried) {
        if (SignedToken.isMeant(carried)) {
            SignedToken signed = SignedToken.parse(carried);
            SignatureRule.requireResource(resource, signed);
            raise(resource, signed.token(), signed);
        } else {
            raise(resource, FenceArguments.token(carried), null);
        }
    }

    /** @param signed null for a plain number */
    private void raise(String resource, long token, SignedToken signed) {
        FenceArguments.resource(resource);
        FenceArguments.token(token);
        if (rule != null && token > marks.highest(resource)) {
            admit(resource, token, signed);
        }
        long mark = marks.raise(resource, token);
        if (mark > token) {
            throw new StaleTokenException(resource, token, mark);
        }
        if (mark < token) {
            throw new IllegalStateException(marks.getClass().getName() + " broke its contract: raise(" + resource + ", "
                    + token + ") returned the lower mark " + mark);
        }
    }

    private void admit(String resource, long token, SignedToken signed) {
        if (signed == null) {
            rule.admitPlain(resource, token);
        } else {
            rule.admit(signed);
        }
    }
}
