package io.arbiter.chaos.faults;

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
 * What one server takes for the time, and what its disk does: the page of memory that {@code interposer.c} reads, in
 * the server's process. Takes effect at once, and outlasts restarts of the server. Thread safe.
 */
final class ClockAndDisk {
    private static final int PAGE_BYTES = 4_096;
    private static final VarHandle LONGS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long PPM = 1_000_000;

    /** In the order of the fields of {@code struct control}. */
    private enum Field {
        VERSION, WALL_AHEAD, RATE_PPM, RATE_SINCE, GAINED, STALL, HOLD_SYNCS, SYNC_DELAY, FAIL_SYNC, FULL, SPACE,
        REFUSED, UNNOTED
    }

    private final ByteBuffer page;

    private ClockAndDisk(ByteBuffer page) {
        this.page = page;
    }

    static ClockAndDisk create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
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
    synchronized void jumpTo(Duration ahead) {
        changeClocks(() -> set(Field.WALL_AHEAD, ahead.toNanos()));
    }

    /** From now on both clocks gain that many microseconds a second (or lose them), without a jump. */
    synchronized void drift(int ppm) {
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
    void stall(boolean stalled) {
        set(Field.STALL, stalled ? 1 : 0);
    }

    /** While they are held, syncs do not end; writes do. */
    void holdSyncs(boolean held) {
        set(Field.HOLD_SYNCS, held ? 1 : 0);
    }

    /** Each sync takes that much longer. */
    void slow(Duration delay) {
        set(Field.SYNC_DELAY, delay.toNanos());
    }

    /** Syncs fail with EIO. */
    void failSyncs(boolean failing) {
        set(Field.FAIL_SYNC, failing ? 1 : 0);
    }

    /** So many bytes can still be written, then ENOSPC. */
    void fill(long spaceBytes) {
        set(Field.SPACE, spaceBytes);
        set(Field.FULL, 1);
    }

    /** There is space again. */
    void makeSpace() {
        set(Field.FULL, 0);
    }

    /** How many writes and syncs were made to fail so far. */
    long refused() {
        return get(Field.REFUSED);
    }

    /** @throws IOException if the file system cannot note what was synced: then nobody knows what may be lost */
    void requireNoted() throws IOException {
        if (get(Field.UNNOTED) > 0) {
            throw new IOException("the file system of the run's directory has no extended attributes: choose a "
                    + "directory on ext4, xfs or btrfs for this fault");
        }
    }
}
