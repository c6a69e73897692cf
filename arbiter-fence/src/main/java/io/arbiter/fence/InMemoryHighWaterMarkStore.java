package io.arbiter.fence;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Marks in memory, lost with the process: for tests, and for data that is lost with it. Lock-free and without
 * allocation for a resource that has been seen before.
 */
public final class InMemoryHighWaterMarkStore implements HighWaterMarkStore {
    /** The resources that a store keeps by default. */
    public static final int DEFAULT_MAX_RESOURCES = 1_000_000;

    private final ConcurrentMap<String, AtomicLong> marks = new ConcurrentHashMap<>();
    private final int maxResources;

    /** Bounded to {@link #DEFAULT_MAX_RESOURCES}. */
    public InMemoryHighWaterMarkStore() {
        this(DEFAULT_MAX_RESOURCES);
    }

    /** Refuses, with {@link MarkLimitExceededException}, more than {@code maxResources} resources. */
    public InMemoryHighWaterMarkStore(int maxResources) {
        if (maxResources < 1) {
            throw new IllegalArgumentException("maxResources must be at least 1, was " + maxResources);
        }
        this.maxResources = maxResources;
    }

    @Override
    public long raise(String resource, long token) {
        AtomicLong mark = marks.get(resource);
        if (mark == null) {
            mark = admit(resource);
        }
        long seen = mark.get();
        while (seen < token) {
            if (mark.compareAndSet(seen, token)) {
                return token;
            }
            seen = mark.get();
        }
        return seen;
    }

    @Override
    public long highest(String resource) {
        AtomicLong mark = marks.get(resource);
        return mark == null ? 0 : mark.get();
    }

    private synchronized AtomicLong admit(String resource) {
        if (!marks.containsKey(resource) && marks.size() >= maxResources) {
            throw new MarkLimitExceededException(resource, maxResources);
        }
        return marks.computeIfAbsent(resource, unseen -> new AtomicLong());
    }
}
