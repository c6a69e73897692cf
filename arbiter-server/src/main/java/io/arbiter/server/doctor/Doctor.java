package io.arbiter.server.doctor;

import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.codec.MalformedEntryException;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.LogPreparation;
import io.arbiter.server.raft.StoredLog;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.server.storage.Inventory;
import io.arbiter.server.storage.Inventory.Item;
import io.arbiter.server.storage.LowerBound;
import io.arbiter.server.storage.NodeIdentity;
import io.arbiter.server.storage.VotingPermit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a start would do with a data directory: the checks of a start run on a copy, in their order. So it
 * changes nothing, and cannot disagree with a start.
 */
final class Doctor {
    private static final String KEEP = " Keep the directory and leave this node down: the others go on without it.";

    private final Path dataDir;
    private final DirectoryCopy copy;
    private final List<Item> files;
    private Optional<Diagnosis.State> state = Optional.empty();
    private long entries;

    private Doctor(Path dataDir, DirectoryCopy copy, List<Item> files) {
        this.dataDir = dataDir;
        this.copy = copy;
        this.files = files;
    }

    /**
     * Whose directory it should be.
     *
     * @param cluster its name
     * @param node its name
     */
    record Owner(String cluster, String node) {}

    /**
     * @param dataDir of a node that is not running
     * @param configured whose it should be; empty for whomever it names
     * @param work where the copy is made: it needs as much space as the directory
     * @throws IOException if it cannot be read or copied
     */
    static Diagnosis examine(Path dataDir, Optional<Owner> configured, Path work) throws IOException {
        List<Item> files = Inventory.of(dataDir);
        Owner owner = configured.orElseGet(() -> Inventory.identity(dataDir)
                .map(identity -> new Owner(identity.cluster(), identity.node()))
                .orElse(new Owner("unknown", "unknown")));
        try (DirectoryCopy copy = DirectoryCopy.of(dataDir, work)) {
            return new Doctor(dataDir, copy, files).examine(owner);
        }
    }

    private Diagnosis examine(Owner owner) throws IOException {
        try {
            String verdict = start(owner);
            return diagnosis(copy.changes(), ExitCode.OK, verdict);
        } catch (StartException refused) {
            return diagnosis(List.of(), refused.exitCode(), copy.renamed(refused.getMessage(), dataDir));
        }
    }

    private Diagnosis diagnosis(List<String> repairs, ExitCode exit, String verdict) {
        return new Diagnosis(dataDir, files, repairs, state, entries, exit, verdict);
    }

    /** As a server starts: the order of its steps is the same. */
    private String start(Owner owner) throws StartException, IOException {
        try (DataDirectory directory = DataDirectory.open(copy.directory())) {
            VotingPermit permit = VotingPermit.check(directory, owner.cluster(), owner.node());
            if (permit.isFresh()) {
                return permit.wiped().isPresent()
                        ? "It is empty, and a file beside it says that another disk has joined: it would vote for nothing "
                                + "until it is admitted with arbiter member replace."
                        : "It would ask its peers, and form the cluster with them, or wait to be admitted if they know "
                                + "this node with another disk.";
            }
            permit.writeJoinedMarker();
            LowerBound bound = LogPreparation.prepare(directory.raft(), owner.cluster(), Disk.with(directory.bounds()))
                    .bound();
            try {
                readLog(LogPreparation.groupDirectory(directory.raft(), owner.cluster()));
            } finally {
                bound.close();
            }
            return "It would go on as " + phase(permit.identity()) + ".";
        }
    }

    private static String phase(NodeIdentity identity) {
        return identity.phase() == NodeIdentity.Phase.JOINED
                ? "a member of its cluster, unless its peers say that its disk was replaced"
                : "a member of a cluster that is being formed";
    }

    private void readLog(Path group) throws StartException {
        var log = new StoredLog(group);
        try {
            log.readSnapshot((index, in) -> restore(SnapshotCodec.read(in)));
            log.readEntries(this::decode);
        } catch (IOException damaged) {
            throw new StartException(
                    ExitCode.DATA_DAMAGED,
                    "the log or a snapshot is damaged: " + damaged.getMessage() + "." + KEEP,
                    damaged);
        } catch (IllegalStateException broken) {
            throw new StartException(
                    ExitCode.STATE_FAILED, broken.getMessage() + "." + KEEP + " Please report it.", broken);
        }
    }

    private void restore(StateSnapshot image) {
        var machine = new LeaseMachine(Limits.DEFAULT, new ExpiryTracker(System::nanoTime, Duration.ZERO));
        machine.restore(image);
        try {
            Invariants.check(machine.state(), Limits.DEFAULT);
        } catch (IllegalStateException broken) {
            throw new IllegalStateException("the newest snapshot breaks an invariant: " + broken.getMessage(), broken);
        }
        state = Optional.of(new Diagnosis.State(
                image.counters().appliedIndex(),
                image.sessions().size(),
                machine.state().leaseCount(),
                image.counters().lastToken()));
    }

    private void decode(long index, byte[] entry) {
        try {
            EntryCodec.decode(entry);
            entries++;
        } catch (MalformedEntryException malformed) {
            throw new IllegalStateException("entry " + index + " makes no sense: " + malformed.getMessage(), malformed);
        }
    }
}
