package io.arbiter.server.raft;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.disk.SegmentNames;
import io.arbiter.server.raft.disk.SnapshotLeftovers;
import io.arbiter.server.raft.disk.StableStorage;
import io.arbiter.server.raft.disk.StartupSync;
import io.arbiter.server.raft.snapshot.DamagedSnapshotFileException;
import io.arbiter.server.storage.LogCheck;
import io.arbiter.server.storage.LowerBound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.io.CorruptedFileException;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.ChecksumException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.util.ExitUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds and starts the library's server, and reports in the operator's words why it does not start. */
final class RatisStart {
    private static final Logger LOG = LoggerFactory.getLogger(RatisStart.class);

    private final RaftConfig config;
    private final OpenDisk disk;

    RatisStart(RaftConfig config, OpenDisk disk) {
        this.config = config;
        this.disk = disk;
    }

    /**
     * Makes the contents of the log's directory fit to be opened, and durable. The library makes the rest of the
     * directories; {@link StableStorage} and {@link SegmentNames} force them.
     *
     * @throws StartException if this node must not vote with this log
     */
    static OpenDisk prepare(RaftConfig config, Disk disk) throws StartException {
        try {
            Path group = config.directory()
                    .resolve(RaftNames.groupId(config.cluster()).getUuid().toString());
            disk.force().createDirectories(group);
            new SnapshotLeftovers(group, disk.force()).settle();
            LowerBound bound = LowerBound.open(disk.bounds(), LogCheck.hasLog(group));
            LogCheck.check(group, bound, disk.force());
            new StartupSync(disk.force()).renew(config.directory());
            return new OpenDisk(disk.force(), bound);
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.DATA_DIR_UNUSABLE,
                    "cannot make durable what lies in " + config.directory() + ": " + e + "; see to the disk",
                    e);
        }
    }

    RaftServer start(StateMachine stateMachine, FatalExit fatalExit) throws StartException {
        keepTheProcess();
        RaftServer server = null;
        try {
            server = build(stateMachine, fatalExit);
            server.start();
            return server;
        } catch (IOException | RuntimeException e) {
            close(server);
            throw explained(config, e);
        }
    }

    /**
     * The library ends the process with code 1 when its port is taken, and with -1 when any thread at all, Arbiter's
     * included, dies of an exception. Arbiter alone decides when the process ends, and with which code.
     */
    private static void keepTheProcess() {
        ExitUtils.disableSystemExit();
        ExitUtils.setTerminateOnUncaughtException(false);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("thread {} died", thread.getName(), failure));
    }

    /** RECOVER makes a fresh directory too: VotingPermit has already decided whether a fresh one may vote. */
    private RaftServer build(StateMachine stateMachine, FatalExit fatalExit) throws IOException {
        RaftProperties properties = RaftSettings.of(config);
        Parameters parameters = new Parameters();
        parameters.put(OpenDisk.PARAMETER, disk, OpenDisk.class);
        config.transport().configure(properties, parameters);
        return RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(config.self()))
                .setGroup(new RaftNames(config.members()).group(config.cluster()))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachine(stateMachine)
                .setProperties(properties)
                .setParameters(parameters)
                .setThreadGroup(new RaftThreads(fatalExit))
                .build();
    }

    private static void close(RaftServer server) {
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                LOG.debug("closing after a failed start", e);
            }
        }
    }

    private static StartException explained(RaftConfig config, Exception failure) {
        Throwable damage =
                causes(failure).filter(RatisStart::isDamage).findFirst().orElse(null);
        if (damage != null) {
            return new StartException(
                    ExitCode.DATA_DAMAGED,
                    "the log or a snapshot below " + config.directory()
                            + " is damaged (" + damage.getMessage()
                            + "). Nothing was changed. Keep the directory and leave "
                            + "this node down: the others go on without it, and it may hold entries that it acknowledged.",
                    failure);
        }
        Throwable root = causes(failure).reduce((first, second) -> second).orElse(failure);
        return new StartException(
                ExitCode.START_FAILED,
                "the log cannot start over " + config.transport() + " with data in " + config.directory() + ": " + root,
                failure);
    }

    private static boolean isDamage(Throwable cause) {
        return cause instanceof ChecksumException
                || cause instanceof CorruptedFileException
                || cause instanceof DamagedSnapshotFileException
                || isGap(cause);
    }

    /** A segment that lost its end, or is missing: the library has no type of its own for it. */
    private static boolean isGap(Throwable cause) {
        return cause instanceof IllegalStateException
                && String.valueOf(cause.getMessage()).contains("gap between logs");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
