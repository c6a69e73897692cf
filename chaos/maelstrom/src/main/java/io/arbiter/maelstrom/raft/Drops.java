package io.arbiter.maelstrom.raft;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages that this end threw away, which to the protocol is a loss like any other. Logs the first, second,
 * fourth, eighth... of each reason, so that a flood cannot fill the log.
 */
final class Drops {
    private static final Logger LOG = LoggerFactory.getLogger(Drops.class);

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    void drop(RaftMessage message, String reason) {
        long count = counts.computeIfAbsent(reason, first -> new AtomicLong()).incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn("dropped {}: {} ({} so far)", message, reason, count);
        }
    }

    long count(String reason) {
        AtomicLong count = counts.get(reason);
        return count == null ? 0 : count.get();
    }
}
