package io.arbiter.server.raft.tcp.append;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.util.Timestamp;

/**
 * The appends to one follower that are under way, oldest first. Until the first append of a connection is answered
 * there is only that one, because it is not known before whether the follower's log fits. Thread-safe.
 */
final class InflightWindow {
    /** At 145 ms and a batch a millisecond: more than a follower far away ever has under way. */
    static final int MAX_APPENDS = 256;

    private final Set<Append> underWay = new LinkedHashSet<>();
    private long bytes;
    private boolean fits;

    /** One append; a heartbeat if it carries no entries. */
    static final class Append {
        private final long firstIndex;
        private final int bytes;
        private final Timestamp sentAt = Timestamp.currentTime();

        private Append(long firstIndex, int bytes) {
            this.firstIndex = firstIndex;
            this.bytes = bytes;
        }

        long firstIndex() {
            return firstIndex;
        }

        Timestamp sentAt() {
            return sentAt;
        }
    }

    synchronized boolean hasRoom() {
        return underWay.isEmpty() || fits && underWay.size() < MAX_APPENDS;
    }

    /** Whether the follower has answered on this connection, and its log fits this leader's. */
    synchronized boolean fits() {
        return fits;
    }

    /** The bytes sent and not answered; heartbeats are not counted. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean isEmpty() {
        return underWay.isEmpty();
    }

    synchronized Append add(AppendEntriesRequestProto request) {
        var append = new Append(request.getEntries(0).getIndex(), request.getSerializedSize());
        underWay.add(append);
        bytes += append.bytes;
        return append;
    }

    /** Whether the append was still under way: an answer to one that was given up says nothing about later ones. */
    synchronized boolean answered(Append append) {
        boolean current = underWay.remove(append);
        bytes -= current ? append.bytes : 0;
        fits |= current;
        return current;
    }

    /** The age of the oldest append, in milliseconds. */
    synchronized OptionalLong oldestMillis() {
        Iterator<Append> appends = underWay.iterator();
        return appends.hasNext() ? OptionalLong.of(appends.next().sentAt().elapsedTimeMs()) : OptionalLong.empty();
    }

    /** Gives up all appends under way, and returns the first index of them; empty if there is none. */
    synchronized OptionalLong giveUp() {
        OptionalLong first = underWay.stream().mapToLong(Append::firstIndex).min();
        underWay.clear();
        bytes = 0;
        fits = false;
        return first;
    }
}
