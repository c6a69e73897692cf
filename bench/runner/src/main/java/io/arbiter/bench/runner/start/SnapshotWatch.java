package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Sightings;
import io.arbiter.bench.runner.measure.Spell;
import io.arbiter.testsupport.process.Daemon;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Watches when each server writes a snapshot, by its directory: asking the server would disturb the measurement. */
final class SnapshotWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<SnapshotFolder> folders;
    private final List<Sightings> sightings = new ArrayList<>();
    private final Thread thread = Daemon.named("snapshot-watch").newThread(this::run);
    private IOException failure;
    private volatile boolean ending;

    private SnapshotWatch(List<SnapshotFolder> folders) {
        this.folders = folders;
        folders.forEach(folder -> sightings.add(new Sightings(System.nanoTime())));
    }

    static SnapshotWatch start(List<SnapshotFolder> folders) {
        var watch = new SnapshotWatch(folders);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!ending) {
            look();
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private synchronized void look() {
        try {
            for (int node = 0; node < folders.size(); node++) {
                sightings.get(node).look(System.nanoTime(), folders.get(node).isWriting());
            }
        } catch (IOException unreadable) {
            failure = unreadable;
            ending = true;
        }
    }

    /** The ended writings of each server. */
    synchronized List<List<Spell>> spells() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return sightings.stream().map(Sightings::spells).toList();
    }

    /** Ends; as {@link #spells}, including the unfinished ones. */
    List<List<Spell>> end() throws IOException, InterruptedException {
        close();
        thread.join();
        sightings.forEach(each -> each.look(System.nanoTime(), false));
        return spells();
    }

    @Override
    public void close() {
        ending = true;
    }
}
