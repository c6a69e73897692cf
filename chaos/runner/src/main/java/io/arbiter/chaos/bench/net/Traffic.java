package io.arbiter.chaos.bench.net;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Recent traffic of each sender to other nodes. A leader, of any algorithm, is found by sending most. */
final class Traffic {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private Map<String, Integer> before = new HashMap<>();
    private Map<String, Integer> now = new HashMap<>();
    private long windowBegan;

    void sent(String node, long nanos) {
        if (nanos - windowBegan > WINDOW_NANOS) {
            before = now;
            now = new HashMap<>();
            windowBegan = nanos;
        }
        now.merge(node, 1, Integer::sum);
    }

    /** The one that sent most in the last one to two seconds; the first if none did. */
    String busiest(List<String> nodes) {
        String busiest = nodes.get(0);
        for (String node : nodes) {
            busiest = count(node) > count(busiest) ? node : busiest;
        }
        return busiest;
    }

    private int count(String node) {
        return before.getOrDefault(node, 0) + now.getOrDefault(node, 0);
    }
}
