package io.arbiter.chaos.servers;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * One server's view of the time, and its disk's behaviour: the page of memory that {@code interposer.c} reads, in the
 * server's process. Takes effect at once, and outlasts restarts of the server. Thread safe.
 */
public final class ClockAndDisk {
    private static final int PAGE_BYTES = 4_096;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long PPM = 1_000_000;

    /** In the order of the fields of {@code struct control}. */
    private enum Field {
        VERSION,
        WALL_AHEAD,
        RATE_PPM,
        RATE_SINCE,
        GAINED,
        STALL,
        HOLD_SYNCS,
        SYNC_DELAY,
        FAIL_SYNC,
        FULL,
        SPACE,
        REFUSED,
        UNNOTED
    }

    private final ByteBuffer page;

    private ClockAndDisk(ByteBuffer page) {
        this.page = page;
    }

    static ClockAndDisk create(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new ClockAndDisk(channel.map(MapMode.READ_WRITE, 0, PAGE_BYTES));
        }
    }

    private long get(Field field) {
        return (long) LONGS.getVolatile(page, field.ordinal() * Long.BYTES);
    }

    private void set(Field field, long value) {
        LONGS.setVolatile(page, field.ordinal() * Long.BYTES, value);
    }

    /** From now on the wall clock is ahead of the machine's (or behind) by that much; 0 puts it right. */
    public synchronized void jumpTo(Duration ahead) {
        changeClocks(() -> set(Field.WALL_AHEAD, ahead.toNanos()));
    }

    /** From now on both clocks gain that many microseconds a second (or lose them), without a jump. */
    public synchronized void drift(int ppm) {
        changeClocks(() -> {
            long now = System.nanoTime(); // CLOCK_MONOTONIC itself, on Linux: the same in every process.
            set(Field.GAINED, get(Field.GAINED) + (now - get(Field.RATE_SINCE)) * get(Field.RATE_PPM) / PPM);
            set(Field.RATE_SINCE, now);
            set(Field.RATE_PPM, ppm);
        });
    }

    private void changeClocks(Runnable change) {
        set(Field.VERSION, get(Field.VERSION) + 1);
        change.run();
        set(Field.VERSION, get(Field.VERSION) + 1);
    }

    /** While it is stalled, writes and syncs neither fail nor end. */
    public void stall(boolean stalled) {
        set(Field.STALL, stalled ? 1 : 0);
    }

    /** While they are held, syncs do not end; writes do. */
    public void holdSyncs(boolean held) {
        set(Field.HOLD_SYNCS, held ? 1 : 0);
    }

    /** Each sync takes that much longer. */
    public void slow(Duration delay) {
        set(Field.SYNC_DELAY, delay.toNanos());
    }

    /** Syncs fail with EIO. */
    public void failSyncs(boolean failing) {
        set(Field.FAIL_SYNC, failing ? 1 : 0);
    }

    /** So many bytes can still be written, then ENOSPC. */
    public void fill(long spaceBytes) {
        set(Field.SPACE, spaceBytes);
        set(Field.FULL, 1);
    }

    /** There is space again. */
    public void makeSpace() {
        set(Field.FULL, 0);
    }

    /** The number of writes and syncs made to fail so far. */
    public long refused() {
        return get(Field.REFUSED);
    }

    /** @throws IOException if the file system cannot note what was synced: then it is unknown what may be lost */
    public void requireNoted() throws IOException {
        if (get(Field.UNNOTED) > 0) {
            throw new IOException("the file system of the run's directory has no extended attributes: choose a "
                    + "directory on ext4, xfs or btrfs for this fault");
        }
    }
}
