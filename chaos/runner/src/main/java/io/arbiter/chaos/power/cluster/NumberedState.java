package io.arbiter.chaos.power.cluster;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.SnapshotSource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The entry at each index, snapshots included. */
public final class NumberedState implements ReplicatedState {
    /** So that a snapshot has many pages and is sent in several parts. */
    private static final int PADDING = 50_000;

    private final String node;
    private final Ledger ledger;
    private final Map<Long, Long> entries = new TreeMap<>();

    NumberedState(String node, Ledger ledger) {
        this.node = node;
        this.ledger = ledger;
    }

    public synchronized Map<Long, Long> entries() {
        return new TreeMap<>(entries);
    }

    @Override
    public synchronized void apply(long index, byte[] entry, Object localContext) {
        if (!Load.isWhole(entry)) {
            ledger.violation(node + " applied other bytes at index " + index + " than were proposed");
        }
        entries.put(index, Load.number(entry));
        ledger.applied(node, index, Load.number(entry));
    }

    @Override
    public void indexAdvanced(long index) {
        // The library's own entries.
    }

    @Override
    public SnapshotSource freeze() {
        Map<Long, Long> frozen = entries();
        return new SnapshotSource() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                var data = new DataOutputStream(out);
                data.writeInt(frozen.size());
                for (Map.Entry<Long, Long> each : frozen.entrySet()) {
                    data.writeLong(each.getKey());
                    data.writeLong(each.getValue());
                }
                byte[] padding = new byte[PADDING];
                new SplittableRandom(frozen.size()).nextBytes(padding);
                data.write(padding);
            }

            @Override
            public void close() {
                // Nothing is kept open.
            }
        };
    }

    @Override
    public synchronized void restoreSnapshot(InputStream in) throws IOException {
        var data = new DataInputStream(in);
        int count = data.readInt();
        for (int i = 0; i < count; i++) {
            long index = data.readLong();
            long number = data.readLong();
            entries.put(index, number);
            ledger.applied(node, index, number);
        }
    }

    @Override
    public synchronized void reset() {
        entries.clear();
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        // Asked for whenever it matters.
    }
}
