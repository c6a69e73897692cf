package io.arbiter.server.raft.disk;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;

/**
 * Makes durable, before they leave, the state that votes, candidacies, answers and installed snapshots rest on (S6).
 *
 * <p>Ratis 3.3.0 writes the term and the vote to a new {@code raft-meta}, forces that and renames it, but never forces
 * the directory: a power cut brings the old term and vote back, and a node votes twice in one term. Here the directory
 * is forced before any message that depends on them leaves the node. The file's content decides whether a force is
 * needed, not the file's times: the pair of term and vote never comes back to an earlier value.
 *
 * <p>Thread-safe. Once a write or a force has failed, the disk's content is unknown: no message that rests on it leaves
 * any more, and the state machine is notified that the log failed.
 */
public final class StableStorage {
    private final RaftServer server;
    private final OpenDisk disk;
    private volatile long durableTerm;
    private String durable = "";
    private IOException failure;

    private StableStorage(RaftServer server, OpenDisk disk) {
        this.server = server;
        this.disk = disk;
    }

    /** @param server need not be started yet */
    public static StableStorage of(RaftServer server, Parameters parameters) {
        OpenDisk disk = parameters.get(OpenDisk.PARAMETER, OpenDisk.class);
        return new StableStorage(server, disk == null ? OpenDisk.plain() : disk);
    }

    /**
     * Returns once the term is on the disk; at once if it was known to be.
     *
     * @throws IOException if it is not, or may not be: messages that depend on it must not leave
     */
    public void awaitTerm(long term) throws IOException {
        if (term > durableTerm) {
            awaitVote(term);
        }
    }

    /**
     * Returns once the term is on the disk together with the vote in it.
     *
     * @throws IOException if they are not, or may not be: messages that depend on them must not leave
     */
    public synchronized void awaitVote(long term) throws IOException {
        refuseAfterFailure();
        if (term > 0) {
            forceWhatIsNew(division());
            if (term > durableTerm) {
                throw new IOException("term " + term + " is not on the disk, only " + durableTerm);
            }
        }
    }

    /**
     * Returns once the leader's snapshot is on the disk with its name, and the former one is no longer needed.
     *
     * @throws IOException if it is not, or may not be: it must not be acknowledged
     */
    public synchronized void awaitSnapshot(TermIndexProto covered) throws IOException {
        refuseAfterFailure();
        RaftServer.Division division = division();
        orFail(division, () -> {
            new SnapshotLeftovers(group(division), disk.force()).forceInstalled();
            new StoredConfiguration(current(division), disk).installed(covered.getIndex());
            disk.bound().snapshot(covered.getTerm(), covered.getIndex());
        });
    }

    /**
     * Call this before the library takes a snapshot of a leader: it then forgets what its log has not written yet,
     * also what this node appended as leader, and would name a segment as complete that is not.
     *
     * @throws IOException if the log has something to write, or may have, because this node leads
     */
    public void requireWrittenLog() throws IOException {
        RaftServer.Division division = division();
        TermIndex last = division.getRaftLog().getLastEntryTermIndex();
        if (division.getInfo().isLeader()
                || last != null && division.getRaftLog().getFlushIndex() < last.getIndex()) {
            throw new IOException("this node has not written its own entries, up to " + last
                    + ", and takes no snapshot before that; send it again");
        }
    }

    /** The number of times the log has been cut off: pass it to {@link #acknowledging}. */
    public long cuts() {
        return disk.bound().cuts();
    }

    /**
     * Call this before acknowledging that the log is on the disk up to an entry.
     *
     * @param cuts {@link #cuts()} when the entry was handed to the log
     * @throws IOException if this cannot be remembered: then it must not be acknowledged
     */
    public void acknowledging(long cuts, long term, long index) throws IOException {
        try {
            disk.bound().acknowledged(cuts, term, index);
        } catch (IOException failed) {
            division().getStateMachine().event().notifyLogFailed(failed, null);
            throw failed;
        }
    }

    private RaftServer.Division division() throws IOException {
        return server.getDivision(server.getGroupIds().iterator().next());
    }

    private static Path group(RaftServer.Division division) {
        return division.getRaftStorage().getStorageDir().getRoot().toPath();
    }

    private static Path current(RaftServer.Division division) {
        return division.getRaftStorage().getStorageDir().getCurrentDir().toPath();
    }

    private static String readMeta(RaftServer.Division division) throws IOException {
        return Files.readString(current(division).resolve("raft-meta"));
    }

    private static Properties properties(String meta) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(meta));
        return properties;
    }

    private static long termOf(String meta) throws IOException {
        return Long.parseLong(properties(meta).getProperty("term"));
    }

    private void forceWhatIsNew(RaftServer.Division division) throws IOException {
        String found = readMeta(division);
        if (found.equals(durable)) {
            return;
        }
        Path current = current(division);
        long term = termOf(found);
        orFail(division, () -> {
            disk.force().force(current);
            if (durable.isEmpty()) {
                // The library has made this directory, perhaps just now.
                disk.force().force(group(division));
            }
            disk.bound().voted(term, properties(found).getProperty("votedFor"));
        });
        durable = found;
        durableTerm = term;
    }

    /**
     * Call this when a request of a leader failed that the library answers after it has written the leader's term: the
     * node fails if the term was not written.
     */
    public synchronized void failUnlessWritten(long leaderTerm, IOException failed) throws IOException {
        if (termOf(readMeta(division())) < leaderTerm) {
            writeFailed(failed);
        }
    }

    /**
     * Call this when the library could not write the term and the vote. The library goes on with them in memory, and
     * would take entries of that term that it could never acknowledge.
     */
    public synchronized void writeFailed(IOException failed) throws IOException {
        if (failure == null) {
            fail(division(), failed);
        }
    }

    /** @throws IOException if a write or a force has failed before */
    public synchronized void refuseAfterFailure() throws IOException {
        if (failure != null) {
            throw new IOException("the disk failed before: " + failure.getMessage(), failure);
        }
    }

    private interface Forcing {
        void run() throws IOException;
    }

    private void orFail(RaftServer.Division division, Forcing forcing) throws IOException {
        try {
            forcing.run();
        } catch (IOException failed) {
            fail(division, failed);
            throw failed;
        }
    }

    private void fail(RaftServer.Division division, IOException failed) {
        failure = failed;
        division.getStateMachine().event().notifyLogFailed(failed, null);
    }
}
