package io.arbiter.bench.micro;

import com.sun.management.ThreadMXBean;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.consensus.SnapshotSource;
import io.arbiter.server.replica.Replica;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Builds one state and measures it. */
final class ScaleRun {
    private static final int COUNTED_LEASES = 200_000;
    private static final int WARM_UP_ENTRIES = 1_000;
    private static final int MEASURED_ENTRIES = 2_000;
    private static final long UNDISTURBED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final int leases;
    private final int leasesEach;
    private final Path snapshot;

    ScaleRun(int leases, int leasesEach, Path snapshot) {
        this.leases = leases;
        this.leasesEach = leasesEach;
        this.snapshot = snapshot;
    }

    ScaleResult measure() throws IOException {
        long heapPerLease = heapPerLease();
        var loaded = new LoadedReplica(leases, leasesEach);
        cycleNanos(loaded, WARM_UP_ENTRIES);
        renewNanos(loaded, WARM_UP_ENTRIES);
        long cycle = cycleNanos(loaded, MEASURED_ENTRIES);
        long renew = renewNanos(loaded, MEASURED_ENTRIES);
        long undisturbedEnd = System.nanoTime() + UNDISTURBED_NANOS;
        long undisturbed = longestEntryNanos(loaded, () -> System.nanoTime() - undisturbedEnd < 0);
        long frozenAt = System.nanoTime();
        SnapshotSource frozen = loaded.replica().freeze();
        long freeze = System.nanoTime() - frozenAt;
        CompletableFuture<Long> writing = CompletableFuture.supplyAsync(() -> writeNanos(frozen));
        long longest = longestEntryNanos(loaded, () -> !writing.isDone());
        return new ScaleResult(
                leases,
                leasesEach,
                heapPerLease,
                cycle,
                renew,
                Files.size(snapshot) / leases,
                millis(writing.join()),
                freeze / 1e6,
                longest / 1e6,
                undisturbed / 1e6,
                millis(loadNanos()));
    }

    /** Small states are built many times over; otherwise the rest of the heap would blur them. */
    private long heapPerLease() {
        int copies = Math.max(1, COUNTED_LEASES / leases);
        long emptyBytes = heapBytes();
        var states = new ArrayList<LoadedReplica>();
        for (int i = 0; i < copies; i++) {
            states.add(new LoadedReplica(leases, leasesEach));
        }
        long used = heapBytes() - emptyBytes;
        Reference.reachabilityFence(states);
        return used / copies / leases;
    }

    private static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** CPU time of an acquire and its release. */
    private static long cycleNanos(LoadedReplica loaded, int entries) {
        long spent = 0;
        for (int i = 0; i < entries; i++) {
            byte[] acquires = loaded.acquires();
            spent += cpuNanos(loaded, acquires, true);
            byte[] releases = loaded.releases();
            spent += cpuNanos(loaded, releases, false);
        }
        return spent / entries / LoadedReplica.BATCH;
    }

    private static long renewNanos(LoadedReplica loaded, int entries) {
        long spent = 0;
        for (int i = 0; i < entries; i++) {
            byte[] renewals = loaded.renewals();
            spent += cpuNanos(loaded, renewals, false);
        }
        return spent / entries / LoadedReplica.BATCH;
    }

    private static long cpuNanos(LoadedReplica loaded, byte[] entry, boolean keepsLeases) {
        long before = THREADS.getCurrentThreadCpuTime();
        loaded.apply(entry, keepsLeases);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static long longestEntryNanos(LoadedReplica loaded, BooleanSupplier goOn) {
        long longest = 0;
        while (goOn.getAsBoolean()) {
            longest = Math.max(longest, entryNanos(loaded, loaded.acquires(), true));
            longest = Math.max(longest, entryNanos(loaded, loaded.releases(), false));
            longest = Math.max(longest, entryNanos(loaded, loaded.renewals(), false));
        }
        return longest;
    }

    private static long entryNanos(LoadedReplica loaded, byte[] entry, boolean keepsLeases) {
        long before = System.nanoTime();
        loaded.apply(entry, keepsLeases);
        return System.nanoTime() - before;
    }

    private long writeNanos(SnapshotSource frozen) {
        long before = System.nanoTime();
        try (frozen;
                var file = new FileOutputStream(snapshot.toFile());
                var out = new BufferedOutputStream(file, 1 << 16)) {
            frozen.writeTo(out);
            out.flush();
            file.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return System.nanoTime() - before;
    }

    private long loadNanos() throws IOException {
        var fresh = new Replica(Limits.DEFAULT, System::nanoTime, Duration.ofSeconds(1));
        long before = System.nanoTime();
        try (var in = new BufferedInputStream(Files.newInputStream(snapshot), 1 << 16)) {
            fresh.restoreSnapshot(in);
        }
        return System.nanoTime() - before;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
