package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Checks, before the library opens the directory of a log's group, that it holds everything that this node has
 * acknowledged or voted (S6): the library would take a missing or an older file for all there ever was.
 */
public final class LogCheck {
    private final Path group;
    private final LowerBound lowerBound;
    private final Bound bound;

    private LogCheck(Path group, LowerBound lowerBound) {
        this.group = group;
        this.lowerBound = lowerBound;
        this.bound = lowerBound.bound();
    }

    /** Whether the library has made its files there. */
    public static boolean hasLog(Path group) {
        return Files.isDirectory(group.resolve("current"));
    }

    /**
     * Checks the log, and then repairs the damage of a power cut.
     *
     * @throws StartException if the node must not vote with this log
     */
    public static void check(Path group, LowerBound bound, Force force) throws StartException {
        try {
            new LogCheck(group, bound).run(force);
        } catch (IOException e) {
            throw DataDirectory.unusable(group, e);
        } catch (NumberFormatException e) {
            throw new StartException(
                    ExitCode.DATA_DAMAGED,
                    group + " holds a file named for an entry that no log reaches (" + e.getMessage()
                            + "), so it is unknown what it is. Nothing was changed. Move it away if it is not arbiter's; "
                            + "if it may be, leave this node down: the others go on without it.",
                    e);
        }
    }

    private void run(Force force) throws IOException, StartException {
        long snapshot = newestSnapshot();
        if (snapshot < bound.snapshotIndex()) {
            throw missing("the newest snapshot covers up to " + snapshot + ", but one up to " + bound.snapshotIndex()
                    + " was taken or installed here");
        }
        LogTail log = LogTail.read(group.resolve("current"), bound, snapshot);
        checkEntries(log, snapshot);
        checkVote(log, snapshot);
        log.mend(snapshot, force);
        settleOpenSegment(log);
    }

    private void checkEntries(LogTail log, long snapshot) throws StartException {
        long last = Math.max(log.last(), snapshot);
        if (last < bound.lastIndex()) {
            throw missing("the log ends with entry " + last + ", but " + bound.lastIndex() + " was acknowledged");
        }
        if (bound.certainlyOpenFrom() > snapshot && !log.hasSegmentFor(bound.openFrom())) {
            throw missing("the log has no segment that begins at " + bound.openFrom() + ", but one was begun");
        }
        // Entries that a snapshot covers may differ from it: those of a former leader, before the new one cuts them
        // off.
        long term = bound.lastIndex() > snapshot ? log.termOf(bound.lastIndex()) : 0;
        if (term != 0 && bound.lastTerm() != 0 && term != bound.lastTerm()) {
            throw missing("entry " + bound.lastIndex() + " is of term " + term + ", but the one that was acknowledged "
                    + "was of term " + bound.lastTerm());
        }
    }

    private void checkVote(LogTail log, long snapshot) throws IOException, StartException {
        Path meta = group.resolve("current").resolve("raft-meta");
        if (!Files.exists(meta)) {
            if (bound.sequence() > 0 && bound.term() > 0 || log.last() >= 0 || snapshot >= 0) {
                throw missing(meta + " is gone, and with it for whom this node has voted");
            }
            return;
        }
        Properties found = read(meta);
        long term = term(meta, found);
        String vote = found.getProperty("votedFor", "");
        if (term < bound.term() || term == bound.term() && !bound.vote().isEmpty() && !vote.equals(bound.vote())) {
            throw missing(meta + " says term " + term + " and vote '" + vote + "', but in term " + bound.term()
                    + " it was '" + bound.vote() + "'");
        }
        if (term < log.lastTerm()) {
            throw missing(meta + " says term " + term + ", but the log has an entry of term " + log.lastTerm());
        }
    }

    private static Properties read(Path meta) throws IOException, StartException {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(meta)));
        } catch (MalformedInputException | IllegalArgumentException e) {
            throw damaged(meta, e);
        }
        return properties;
    }

    private static long term(Path meta, Properties found) throws StartException {
        try {
            return Long.parseLong(found.getProperty("term"));
        } catch (NumberFormatException e) {
            throw damaged(meta, e);
        }
    }

    private static StartException damaged(Path meta, Exception why) {
        return new StartException(
                ExitCode.DATA_DAMAGED,
                meta + " is damaged (" + why.getMessage() + "), so it is " + "unknown for whom this node has voted."
                        + VotingPermit.remedy(),
                why);
    }

    private static StartException missing(String what) {
        return VotingPermit.refused("something is missing, or an older copy: " + what + "." + VotingPermit.remedy());
    }

    /** The library replaces an open segment without entries by a new one, perhaps elsewhere. */
    private void settleOpenSegment(LogTail log) throws IOException {
        if (bound.openFrom() > log.last() || bound.cutFrom() >= 0) {
            lowerBound.settled();
        }
    }

    private long newestSnapshot() throws IOException, StartException {
        Optional<SnapshotFile> newest = SnapshotFile.newest(group);
        if (newest.isPresent() && !newest.get().hasDigest()) {
            throw new StartException(
                    ExitCode.DATA_DAMAGED,
                    newest.get().path() + " has no MD5 file beside it, so it is unknown whether it is whole."
                            + VotingPermit.remedy());
        }
        return newest.map(SnapshotFile::index).orElse(-1L);
    }
}
