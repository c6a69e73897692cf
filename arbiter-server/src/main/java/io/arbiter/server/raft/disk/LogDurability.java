package io.arbiter.server.raft.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.util.function.CheckedSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses the library's calls to its state machine on the way to the disk to force the files that the library does not,
 * and to remember acknowledged entries. Each method runs on the thread that its comment names.
 */
public final class LogDurability {
    private static final Logger LOG = LoggerFactory.getLogger(LogDurability.class);

    private final OpenDisk disk;
    private final Consumer<IOException> failed;
    private volatile CheckedSupplier<RaftLog, IOException> log;
    private volatile SegmentNames segments;
    private volatile SnapshotLeftovers received;
    private volatile StoredConfiguration configuration;

    /** @param failed notified when nothing more can be acknowledged */
    public LogDurability(OpenDisk disk, Consumer<IOException> failed) {
        this.disk = disk;
        this.failed = failed;
    }

    /** @param openedLog called only once entries are applied */
    public void open(RaftStorage storage, CheckedSupplier<RaftLog, IOException> openedLog) {
        log = openedLog;
        RaftStorageDirectory directory = storage.getStorageDir();
        received = new SnapshotLeftovers(directory.getRoot().toPath(), disk.force());
        segments = new SegmentNames(directory.getCurrentDir().toPath(), disk);
        configuration = new StoredConfiguration(directory.getCurrentDir().toPath(), disk);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void orFail(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            failed.accept(e);
            throw new UncheckedIOException(e);
        }
    }

    /**
     * On the thread that writes the log, before that thread forces the entries written and counts them as stored. A
     * failure fails the log.
     */
    public CompletableFuture<Void> beforeFlush() {
        try {
            segments.force();
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Before a cut is handed to the thread that writes the log. */
    public void beforeCut(long from) {
        orFail(() -> disk.bound().cut(from));
    }

    /**
     * Before an entry is applied, and so before its proposer gets the outcome: this is how a leader acknowledges its
     * own entries. The other entries committed by now come next, and are on this disk (the library commits nothing that
     * is not): one note covers all.
     */
    public void applying(TermIndex entry) {
        if (disk.bound().lastIndex() < entry.getIndex()) {
            orFail(() -> {
                TermIndex newest = newestCommitted(entry);
                disk.bound().applied(newest.getTerm(), newest.getIndex());
            });
        }
    }

    /** After the library has stored a configuration that is committed, and before the next entry is applied. */
    public void configured(long index) {
        orFail(() -> configuration.applied(index));
    }

    private TermIndex newestCommitted(TermIndex atLeast) throws IOException {
        RaftLog opened = log.get();
        TermIndex newest = opened.getTermIndex(opened.getLastCommittedIndex());
        return newest == null || newest.getIndex() < atLeast.getIndex() ? atLeast : newest;
    }

    /** Before a received snapshot replaces the former, and the log up to it is purged. */
    public void beforeInstall() {
        orFail(() -> received.forceReceived());
    }

    public void closeSegments() throws IOException {
        segments.close();
    }

    /** Nothing is acknowledged any more. */
    public void closeBound() {
        try {
            disk.bound().close();
        } catch (IOException e) {
            LOG.warn("the lower bound is not on the disk; it lags", e);
        }
    }
}
