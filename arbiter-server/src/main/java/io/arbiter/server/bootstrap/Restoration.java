package io.arbiter.server.bootstrap;

import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.backup.Backup;
import io.arbiter.server.backup.BackupException;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.StagedRestore;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.server.storage.RestorePlan;
import io.arbiter.server.storage.VotingPermit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning of a cluster from a backup ({@code bootstrap.restore}). Every node has the file, and none forms with a
 * peer that has another one or none. Each makes the state by itself, from the same bytes and the latest of the times at
 * which the nodes were first started for this, so all have the same state before the first entry of the log; a node
 * that comes later gets it from the leader.
 */
public final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private final DataDirectory directory;
    private final Optional<Backup> backup;

    private Restoration(DataDirectory directory, Optional<Backup> backup) {
        this.directory = directory;
        this.backup = backup;
    }

    /**
     * Reads the backup, and notes what this fresh directory is to begin from.
     *
     * @throws StartException if nothing may be restored from it into this cluster, or into this directory
     */
    public static Restoration plan(ServerConfig config, DataDirectory directory, VotingPermit permit)
            throws StartException {
        Optional<Backup> backup = Optional.empty();
        if (config.restore().isPresent()) {
            backup = Optional.of(read(config.restore().get()));
            refuseSameName(backup.get(), config.cluster());
        }
        String sha256 = backup.map(read -> read.file().sha256()).orElse("");
        RestorePlan noted = permit.identity().restore();
        if (!noted.isNone() && !noted.sha256().equals(sha256)) {
            throw new StartException(
                    ExitCode.USAGE,
                    "bootstrap.restore is "
                            + config.restore().map(Path::toString).orElse("not set") + ", but data-dir "
                            + directory.path() + " was begun for the backup with SHA-256 " + noted.sha256()
                            + "; name that one again, or begin with an empty data-dir on every node");
        }
        var restoration = new Restoration(directory, backup);
        if (noted.isNone() && backup.isPresent()) {
            Instant now = Instant.now();
            restoration.stateAt(now);
            permit.recordRestore(new RestorePlan(sha256, now.toEpochMilli()));
        }
        return restoration;
    }

    private static Backup read(Path file) throws StartException {
        try {
            return Backup.read(file);
        } catch (BackupException wrong) {
            throw refused(wrong);
        } catch (IOException unreadable) {
            throw new StartException(
                    ExitCode.USAGE,
                    "bootstrap.restore is " + file + ", which cannot be read (" + unreadable
                            + "); expected a backup that arbiter snapshot save wrote",
                    unreadable);
        }
    }

    private static StartException refused(BackupException wrong) {
        return new StartException(
                wrong.kind().exit(), "bootstrap.restore: " + wrong.kind() + ": " + wrong.getMessage(), wrong);
    }

    /** A node of the old cluster would be taken for one of the new one, and could outvote it with its longer log. */
    private static void refuseSameName(Backup backup, String cluster) throws StartException {
        if (backup.file().info().getCluster().equals(cluster)) {
            throw new StartException(
                    ExitCode.USAGE,
                    "cluster is " + cluster + ", and so was the cluster of the backup "
                            + backup.file().path()
                            + "; give the restored one another name, on every node: then no node of the old one can "
                            + "vote in it");
        }
    }

    private StateSnapshot stateAt(Instant at) throws StartException {
        try {
            return backup.orElseThrow().restoredAt(at);
        } catch (BackupException refusal) {
            throw refused(refusal);
        }
    }

    /**
     * Leaves the state where the start of the log finds it, durably.
     *
     * @param atMillis the latest time of all nodes
     */
    void stage(long atMillis) throws StartException {
        StagedRestore staged = StagedRestore.in(directory.raft());
        try {
            if (backup.isEmpty()) {
                staged.discard();
                return;
            }
            Instant at = Instant.ofEpochMilli(atMillis);
            StateSnapshot state = stateAt(at);
            staged.write(state.counters().appliedIndex(), out -> SnapshotCodec.write(state, out));
            LOG.info(
                    "first start: restoring {} as of revision {}, by the clock of {}; tokens go on above {}",
                    backup.get().file().path(),
                    state.counters().appliedIndex(),
                    at,
                    state.counters().lastToken());
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.DATA_DIR_UNUSABLE,
                    "cannot write the restored state below " + directory.raft() + ": " + e + "; see to the disk",
                    e);
        }
    }
}
