package io.arbiter.server.raft.snapshot;

import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.FatalExit;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes and loads snapshots, and notifies the operator. A snapshot is written while entries go on being applied. The
 * library purges the log up to the index that {@link #take} returns, so {@code take} returns one only once its snapshot
 * is durable (S6). The library asks again after every round of entries until it gets a new index. After a failed
 * attempt (usually no space) the next one waits. Used by one thread at a time.
 */
public final class Snapshotter {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshotter.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final ReplicatedState state;
    private final SnapshotStorage storage;
    private final SnapshotFiles files;
    private final FatalExit fatalExit;
    private final LongSupplier nanoTime;
    /** At most one; null if the library knows of the last one. */
    private SnapshotTask writing;

    private long begunAtNanos;
    private boolean failed;
    private long failedAtNanos;

    public Snapshotter(ReplicatedState state, SnapshotFiles files, FatalExit fatalExit, LongSupplier nanoTime) {
        this.state = state;
        this.storage = files.storage();
        this.files = files;
        this.fatalExit = fatalExit;
        this.nanoTime = nanoTime;
    }

    /** The index of a snapshot that has become durable since the last call, or the library's "none". */
    public long take(TermIndex applied) {
        if (writing != null) {
            return writing.isUnderWay() ? RaftLog.INVALID_LOG_INDEX : finish();
        }
        if (!failed || nanoTime.getAsLong() - failedAtNanos >= RETRY_AFTER.toNanos()) {
            begin(applied);
        }
        return RaftLog.INVALID_LOG_INDEX;
    }

    private void begin(TermIndex applied) {
        begunAtNanos = nanoTime.getAsLong();
        storage.writing(true);
        writing = new SnapshotTask(files, state.freeze(), applied, fatalExit);
    }

    private long finish() {
        TermIndex at = writing.at();
        failed = writing.failure().isPresent();
        if (failed) {
            failedAtNanos = nanoTime.getAsLong();
            LOG.warn(
                    "cannot take a snapshot at index {}; the log grows until one succeeds; next attempt in {} s",
                    at.getIndex(),
                    RETRY_AFTER.toSeconds(),
                    writing.failure().get());
        } else {
            LOG.info(
                    "snapshot taken at index {} in {} ms",
                    at.getIndex(),
                    (nanoTime.getAsLong() - begunAtNanos) / 1_000_000);
        }
        ended();
        return failed ? RaftLog.INVALID_LOG_INDEX : at.getIndex();
    }

    private void ended() {
        writing = null;
        storage.writing(false);
    }

    /** A snapshot being written is older than the loaded one, and must not be reported any more. */
    public TermIndex load() throws IOException {
        abandon();
        TermIndex loaded = files.load(state);
        if (loaded.getIndex() >= 0) {
            LOG.info("snapshot at index {} loaded", loaded.getIndex());
        }
        return loaded;
    }

    public void installed(TermIndex at) {
        LOG.info("snapshot at index {} installed from the leader", at.getIndex());
    }

    /** Stops a write that is under way. */
    public void abandon() {
        if (writing != null) {
            writing.abandon();
            ended();
        }
    }
}
