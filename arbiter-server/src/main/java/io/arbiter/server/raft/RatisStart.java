package io.arbiter.server.raft;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.snapshot.DamagedSnapshotFileException;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.io.CorruptedFileException;
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
                .setServerId(RaftNames.peerId(config.id()))
                .setGroup(new RaftNames(config.members()).group(config.cluster(), config.founders()))
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
