package io.arbiter.server.raft;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.SnapshotSource;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A toy state: counts entries. */
public final class CounterState implements ReplicatedState {
    static final byte POISON = 66;

    final AtomicLong count = new AtomicLong();
    /** The last entry that was applied or passed over. */
    final AtomicLong advancedTo = new AtomicLong(-1);

    final AtomicInteger restores = new AtomicInteger();
    final List<Object> contexts = new CopyOnWriteArrayList<>();
    /** The entries of eight bytes, in order; not in snapshots. */
    final List<Long> numbers = new CopyOnWriteArrayList<>();

    final List<Leadership> leaderships = new CopyOnWriteArrayList<>();
    public volatile IOException snapshotFailure;
    /** While a test holds its permit, snapshots are started and do not end. */
    public final Semaphore snapshotGate = new Semaphore(1);
    /** While a test holds its permit, no entry is applied. */
    final Semaphore applyGate = new Semaphore(1);

    public final AtomicInteger closedSnapshots = new AtomicInteger();

    @Override
    public void apply(long index, byte[] entry, Object localContext) {
        applyGate.acquireUninterruptibly();
        applyGate.release();
        if (entry[0] == POISON) {
            throw new IllegalStateException("poison");
        }
        if (localContext != null) {
            contexts.add(localContext);
        }
        if (entry.length == Long.BYTES) {
            numbers.add(ByteBuffer.wrap(entry).getLong());
        }
        count.incrementAndGet();
        advancedTo.set(index);
    }

    @Override
    public void indexAdvanced(long index) {
        advancedTo.set(index);
    }

    @Override
    public SnapshotSource freeze() {
        long frozen = count.get();
        return new SnapshotSource() {
            @Override
            public void writeTo(OutputStream out) throws IOException {
                snapshotGate.acquireUninterruptibly();
                snapshotGate.release();
                if (snapshotFailure != null) {
                    throw snapshotFailure;
                }
                new DataOutputStream(out).writeLong(frozen);
            }

            @Override
            public void close() {
                closedSnapshots.incrementAndGet();
            }
        };
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        count.set(new DataInputStream(in).readLong());
        restores.incrementAndGet();
    }

    @Override
    public void reset() {
        count.set(0);
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        leaderships.add(leadership);
    }
}
