package io.arbiter.server.limit;

import java.util.concurrent.TimeUnit;

/** So many requests a second, and as many at once after a second without any. Thread-safe. */
final class TokenBucket {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private double tokens;
    private long countedAtNanos;

    TokenBucket(int perSecond, long nowNanos) {
        this.perSecond = perSecond;
        this.tokens = perSecond;
        this.countedAtNanos = nowNanos;
    }

    /** Takes one, or none: then it returns the nanoseconds until there is one, which others may take first. */
    synchronized long take(long nowNanos) {
        refill(nowNanos);
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (long) ((1 - tokens) * SECOND / perSecond));
    }

    /** Whether nothing would be forgotten with it. */
    synchronized boolean isFull(long nowNanos) {
        refill(nowNanos);
        return tokens >= perSecond;
    }

    private void refill(long nowNanos) {
        long elapsed = nowNanos - countedAtNanos;
        if (elapsed > 0) {
            countedAtNanos = nowNanos;
            tokens = Math.min(perSecond, tokens + (double) elapsed * perSecond / SECOND);
        }
    }
}
