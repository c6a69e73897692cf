package io.arbiter.server.raft;

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
 * Takes and loads snapshots, and tells the operator. A snapshot is written beside the entries that are applied
 * meanwhile, so the library, which purges the log up to the index that it is told (S6), is told of it at a later
 * question: when it is durable. The library asks again after every round of entries until it is told of a new one.
 * After a failed attempt (usually no space) the next one waits. Used by one thread at a time.
 */
final class SnapshotTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final ReplicatedState state;
    private final SnapshotStorage storage;
    private final SnapshotFiles files;
    private final FatalExit fatalExit;
    private final LongSupplier nanoTime;
    /** At most one; null if the library knows of the last one. */
    private SnapshotWriting writing;
    private long begunAtNanos;
    private boolean failed;
    private long failedAtNanos;

    SnapshotTaker(ReplicatedState state, SnapshotStorage storage, FatalExit fatalExit, LongSupplier nanoTime) {
        this.state = state;
        this.storage = storage;
        this.files = new SnapshotFiles(storage);
        this.fatalExit = fatalExit;
        this.nanoTime = nanoTime;
    }

    /** The index of a snapshot that has become durable since the last call, or the library's "none". */
    long take(TermIndex applied) {
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
        writing = new SnapshotWriting(files, state.freeze(), applied, fatalExit);
    }

    private long finish() {
        TermIndex at = writing.at();
        failed = writing.failure().isPresent();
        if (failed) {
            failedAtNanos = nanoTime.getAsLong();
            LOG.warn("cannot take a snapshot at index {}; the log grows until one succeeds; next attempt in {} s",
                    at.getIndex(), RETRY_AFTER.toSeconds(), writing.failure().get());
        } else {
            LOG.info("snapshot taken at index {} in {} ms", at.getIndex(),
                    (nanoTime.getAsLong() - begunAtNanos) / 1_000_000);
        }
        ended();
        return failed ? RaftLog.INVALID_LOG_INDEX : at.getIndex();
    }

    private void ended() {
        writing = null;
        storage.writing(false);
    }

    /** What was being written is older than what is loaded, and must not be told of any more. */
    TermIndex load() throws IOException {
        abandon();
        TermIndex loaded = files.load(state);
        if (loaded.getIndex() >= 0) {
            LOG.info("snapshot at index {} loaded", loaded.getIndex());
        }
        return loaded;
    }

    void installed(TermIndex at) {
        LOG.info("snapshot at index {} installed from the leader", at.getIndex());
    }

    /** Stops a writing that is under way. */
    void abandon() {
        if (writing != null) {
            writing.abandon();
            ended();
        }
    }
}
