package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.loop.SeededRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of a run: few at a time, so that clients meet, and each for so many operations only, so that its history can
 * be checked. Values are unique, so that a read shows which write it saw.
 */
final class Keys {
    private static final int AT_A_TIME = 4;
    private static final int OPERATIONS = 200;

    private final List<Long> current = new ArrayList<>();
    private final Map<Long, Integer> operations = new HashMap<>();
    private final Map<Long, Long> seen = new HashMap<>();
    private long keys;
    private long values;

    /** The key of the next operation. */
    long next(SeededRandom dice) {
        while (current.size() < AT_A_TIME) {
            current.add(keys++);
        }
        long key = dice.pick(current);
        if (operations.merge(key, 1, Integer::sum) == OPERATIONS) {
            current.remove(key);
        }
        return key;
    }

    long newValue() {
        return ++values;
    }

    /** A client read or wrote that value there. */
    void saw(long key, long value) {
        seen.put(key, value);
    }

    /** The value last seen there, which a cas most likely meets; 0 if none was. */
    long lastSeen(long key) {
        return seen.getOrDefault(key, 0L);
    }

    /** All that were ever used. */
    List<Long> used() {
        return operations.keySet().stream().sorted().toList();
    }
}
