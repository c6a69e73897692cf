package io.arbiter.server.raft;

import io.arbiter.server.consensus.ReplicatedState;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes and loads snapshots, and tells the operator. After a failed attempt (usually no space) it waits before the
 * next: the library asks again after every entry. Used by one thread at a time.
 */
final class SnapshotTaker {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final ReplicatedState state;
    private final SnapshotFiles files;
    private final LongSupplier nanoTime;
    private boolean failed;
    private long failedAtNanos;

    SnapshotTaker(ReplicatedState state, SnapshotFiles files, LongSupplier nanoTime) {
        this.state = state;
        this.files = files;
        this.nanoTime = nanoTime;
    }

    /** The index that the snapshot covers, or the library's "none" if there is nothing new. */
    long take(TermIndex applied) {
        if (failed && nanoTime.getAsLong() - failedAtNanos < RETRY_AFTER.toNanos()) {
            return RaftLog.INVALID_LOG_INDEX;
        }
        long start = nanoTime.getAsLong();
        try {
            files.write(state, applied);
        } catch (IOException e) {
            failed = true;
            failedAtNanos = nanoTime.getAsLong();
            LOG.warn("cannot take a snapshot at index {}; the log grows until one succeeds; next attempt in {} s",
                    applied.getIndex(), RETRY_AFTER.toSeconds(), e);
            return RaftLog.INVALID_LOG_INDEX;
        }
        failed = false;
        LOG.info("snapshot taken at index {} in {} ms", applied.getIndex(), (nanoTime.getAsLong() - start) / 1_000_000);
        return applied.getIndex();
    }

    TermIndex load() throws IOException {
        TermIndex loaded = files.load(state);
        if (loaded.getIndex() >= 0) {
            LOG.info("snapshot at index {} loaded", loaded.getIndex());
        }
        return loaded;
    }

    void installed(TermIndex at) {
        LOG.info("snapshot at index {} installed from the leader", at.getIndex());
    }
}
