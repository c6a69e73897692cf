package io.arbiter.server.raft.tcp.wire;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decides which refusals of connections are news. A refused caller, a node of another cluster or one that looks for a
 * moved node, tries again twice a second, and one line is enough for the operator. Thread-safe.
 */
public final class Refusals {
    /** Beyond this number the oldest are forgotten, and reported again. */
    static final int MACHINES = 64;

    private final Map<InetAddress, String> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, String> eldest) {
            return size() > MACHINES;
        }
    };

    /** Whether that machine was not refused for that reason the last time. */
    public synchronized boolean isNews(InetAddress from, String reason) {
        return !reason.equals(last.put(from, reason));
    }

    /** A connection from there was taken: a refusal would be news again. */
    public synchronized void taken(InetAddress from) {
        last.remove(from);
    }
}
