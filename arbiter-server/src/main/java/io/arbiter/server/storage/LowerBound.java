package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, apart from the log, the acknowledgements and votes that this node has sent, so that the start notices a
 * log or a vote that is missing or older (S6). Kept in two places, so that the start also notices the loss of one file
 * together with one copy.
 *
 * <p>Precision: each acknowledgement is written before it leaves, and handed to the system, so any change to the files
 * of a node that ended, or was killed, is noticed. Votes, the beginning of a segment, a snapshot, a cut, and an
 * acknowledgement {@value #FORCE_EVERY} entries after the last one forced, are on the disk before they count. So only
 * after a power cut the bound may lag, by that many entries of the open segment at most, and is still a bound: an older
 * copy of the open segment that ends within these is not noticed.
 *
 * <p>Thread-safe. Do not use it any more once a write has failed.
 */
public final class LowerBound implements AutoCloseable {
    /** A sync of its own for each acknowledgement would double its price. */
    static final int FORCE_EVERY = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(LowerBound.class);

    private final List<BoundFile> copies;
    private Bound bound;
    /** Changed under the lock; read without it, because every append reads it and the lock is held during syncs. */
    private volatile long cuts;

    private volatile long lastIndex;
    private long forcedIndex;

    private LowerBound(List<BoundFile> copies, Bound bound) {
        this.copies = copies;
        this.bound = bound;
        this.lastIndex = bound.lastIndex();
        this.forcedIndex = bound.lastIndex();
    }

    /** Remembers nothing beyond this process. */
    public static LowerBound none() {
        return new LowerBound(List.of(), Bound.NONE);
    }

    /**
     * Opens the remembered bound. A missing or damaged copy is restored from the other one.
     *
     * @param paths of the copies
     * @param log whether there is a log already
     * @throws StartException if there is a log, and no copy can be read
     */
    public static LowerBound open(List<Path> paths, boolean log) throws StartException {
        try {
            Bound newest = null;
            for (Path path : paths) {
                Optional<Bound> found = BoundFile.read(path);
                if (found.isPresent() && (newest == null || found.get().sequence() > newest.sequence())) {
                    newest = found.get();
                }
            }
            if (newest == null) {
                refuseWithout(paths, log);
                newest = Bound.NONE;
            }
            return written(paths, newest);
        } catch (IOException e) {
            throw DataDirectory.unusable(paths.get(0), e);
        }
    }

    private static void refuseWithout(List<Path> paths, boolean log) throws StartException {
        if (paths.stream().anyMatch(Files::exists)) {
            throw new StartException(
                    ExitCode.DATA_DAMAGED,
                    paths + " cannot be read, so it is unknown whether votes " + "or entries are missing."
                            + VotingPermit.remedy());
        }
        if (log) {
            throw VotingPermit.refused(paths + " is missing, so it is unknown whether votes or entries are missing."
                    + VotingPermit.remedy());
        }
    }

    private static LowerBound written(List<Path> paths, Bound bound) throws IOException {
        List<BoundFile> files = new ArrayList<>();
        for (Path path : paths) {
            if (bound.sequence() > 0 && !Files.exists(path)) {
                LOG.warn("{} was missing; made anew from the other copy", path);
            }
            files.add(BoundFile.create(path, bound));
        }
        return new LowerBound(files, bound);
    }

    synchronized Bound bound() {
        return bound;
    }

    /** Returns once it is on the disk. */
    public synchronized void voted(long term, String vote) throws IOException {
        if (term != bound.term() || !vote.equals(bound.vote())) {
            force(bound.voted(term, vote));
        }
    }

    /** The last index acknowledged, or applied; -1 if none was. */
    public long lastIndex() {
        return lastIndex;
    }

    /** The number of times the log has been cut. */
    public long cuts() {
        return cuts;
    }

    /**
     * The log is on the disk up to this entry, and this node is about to acknowledge that to others.
     *
     * <p>The log is written in the order of the requests: if the entry replaced one that was being cut off, the cut is
     * over. The end of the cut is on the disk when this returns, because a start deletes the files that a cut may have
     * left.
     *
     * @param cutsBefore {@link #cuts()} when the entry was handed to the log: an entry cut off since is not noted
     */
    public synchronized void acknowledged(long cutsBefore, long term, long index) throws IOException {
        if (cutsBefore != cuts || index <= bound.lastIndex()) {
            return;
        }
        if (bound.cutFrom() >= 0 && index >= bound.cutFrom()) {
            force(bound.acknowledged(term, index).settled());
        } else {
            note(bound.acknowledged(term, index));
        }
    }

    /** A committed entry. */
    public synchronized void applied(long term, long index) throws IOException {
        acknowledged(cuts, term, index);
    }

    /** The segment that begins there has its name on the disk. Returns once this note is on the disk too. */
    public synchronized void opened(long from) throws IOException {
        force(bound.opened(from));
    }

    /** The rest of a cut has been done, and there is no open segment. Returns once this note is on the disk. */
    synchronized void settled() throws IOException {
        force(bound.opened(-1).settled());
    }

    /** From there on the log is about to be cut off. Returns once this note is on the disk. */
    public synchronized void cut(long from) throws IOException {
        cuts++;
        force(bound.cut(from));
    }

    /** The snapshot is on the disk. Returns once this note is on the disk too. */
    public synchronized void snapshot(long term, long index) throws IOException {
        if (index > bound.snapshotIndex()) {
            Bound covered = index > bound.lastIndex() ? bound.acknowledged(term, index) : bound;
            force(covered.withSnapshot(index));
        }
    }

    /** The index of the last configuration known to be stored apart from the log; -1 if none is. */
    public synchronized long configuredAt() {
        return bound.configuredAt();
    }

    /** The group's configuration as of that index is on the disk. Returns once this note is on the disk too. */
    public synchronized void configured(long index) throws IOException {
        if (index > bound.configuredAt()) {
            force(bound.configured(index));
        }
    }

    private void note(Bound now) throws IOException {
        if (now.lastIndex() - forcedIndex >= FORCE_EVERY) {
            force(now);
            return;
        }
        for (BoundFile copy : copies) {
            copy.note(now);
        }
        remember(now);
    }

    private void force(Bound now) throws IOException {
        for (BoundFile copy : copies) {
            copy.force(now);
        }
        forcedIndex = now.lastIndex();
        remember(now);
    }

    /** Called last, because a bound in memory counts as noted. */
    private void remember(Bound now) {
        bound = now;
        lastIndex = now.lastIndex();
    }

    @Override
    public synchronized void close() throws IOException {
        for (BoundFile copy : copies) {
            copy.force(bound);
            copy.close();
        }
    }
}
