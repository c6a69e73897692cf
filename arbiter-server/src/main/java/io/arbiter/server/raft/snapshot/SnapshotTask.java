package io.arbiter.server.raft.snapshot;

import io.arbiter.server.consensus.SnapshotSource;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import java.io.IOException;
import java.util.Optional;
import org.apache.ratis.server.protocol.TermIndex;

/** One snapshot being written, on a thread of its own, while entries go on being applied. */
final class SnapshotTask {
    private final TermIndex at;
    private final Thread thread;
    private volatile Throwable failure;

    /** Starts. A failure other than of the disk is a bug of Arbiter, and ends the process. */
    SnapshotTask(SnapshotFiles files, SnapshotSource state, TermIndex at, FatalExit fatalExit) {
        this.at = at;
        this.thread = new Thread(() -> write(files, state, fatalExit), "snapshot-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void write(SnapshotFiles files, SnapshotSource state, FatalExit fatalExit) {
        try (state) {
            files.write(state, at);
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            failure = e;
            fatalExit.exit(ExitCode.STATE_FAILED, "cannot write the state as of " + at, e);
            throw e;
        }
    }

    TermIndex at() {
        return at;
    }

    boolean isUnderWay() {
        return thread.isAlive();
    }

    /** The reason that there is no snapshot, once it is no longer under way. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Stops the task if it has not ended yet, and waits until it has: no longer than one write to the disk. */
    void abandon() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
