package io.arbiter.server.raft;

import io.arbiter.server.consensus.Voters;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.disk.SnapshotLeftovers;
import io.arbiter.server.raft.disk.StartupSync;
import io.arbiter.server.raft.disk.StoredConfiguration;
import io.arbiter.server.storage.LogCheck;
import io.arbiter.server.storage.LowerBound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftConfigurationProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.util.ProtoUtils;

/** What comes before the library opens a log. */
public final class LogPreparation {
    private LogPreparation() {}

    /**
     * Makes the contents of the log's directory fit to be opened, and durable. The library makes the rest of the
     * directories; {@link io.arbiter.server.raft.disk.StableStorage} and the names of segments are forced as they come.
     *
     * @param directory of the logs
     * @throws StartException if this node must not vote with this log
     */
    public static OpenDisk prepare(Path directory, String cluster, Disk disk) throws StartException {
        try {
            Path group = groupDirectory(directory, cluster);
            disk.force().createDirectories(group);
            new SnapshotLeftovers(group, disk.force()).settle();
            LowerBound bound = LowerBound.open(disk.bounds(), LogCheck.hasLog(group));
            LogCheck.check(group, bound, disk.force());
            StoredConfiguration.check(group, bound);
            StagedRestore.in(directory).install(group, bound, disk.force());
            new StartupSync(disk.force()).renew(directory);
            return new OpenDisk(disk.force(), bound);
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.DATA_DIR_UNUSABLE,
                    "cannot make durable what lies in " + directory + ": " + e + "; see to the disk",
                    e);
        }
    }

    /** Where the log of that cluster lies. */
    public static Path groupDirectory(Path directory, String cluster) {
        return directory.resolve(RaftNames.groupId(cluster).getUuid().toString());
    }

    /** The group's configuration as a log that nobody has opened has stored it; empty if it has none. */
    public static Optional<Voters> storedVoters(Path directory, String cluster) {
        return StoredConfiguration.find(groupDirectory(directory, cluster)).map(LogPreparation::voters);
    }

    private static Voters voters(LogEntryProto entry) {
        RaftConfigurationProto configuration = entry.getConfigurationEntry();
        List<RaftPeer> peers = configuration.getPeersList().stream()
                .map(ProtoUtils::toRaftPeer)
                .toList();
        return new Voters(
                new RaftNames(List.of()).voters(peers), entry.getIndex(), configuration.getOldPeersCount() == 0);
    }
}
