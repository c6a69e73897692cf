package io.arbiter.chaos.power.cluster;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.Profile;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.RaftConfig;
import io.arbiter.server.raft.RatisLog;
import io.arbiter.server.raft.tcp.TcpTransport;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.server.storage.VotingPermit;
import io.arbiter.testsupport.process.Daemon;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of one node, up to its end: the parts that {@code ArbiterServer} opens, in the same order, without services
 * for clients. Elections are quick, segments and snapshots small, so that everything happens often.
 */
public final class Server implements FatalExit {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int SNAPSHOT_EVERY_ENTRIES = 60;
    private static final Map<String, String> SMALL_AND_QUICK = Map.ofEntries(
            Map.entry("raft.server.rpc.timeout.min", "250ms"),
            Map.entry("raft.server.rpc.timeout.max", "500ms"),
            Map.entry("raft.server.rpc.first-election.timeout.min", "100ms"),
            Map.entry("raft.server.rpc.first-election.timeout.max", "250ms"),
            Map.entry("raft.server.rpc.request.timeout", "500ms"),
            Map.entry("raft.server.leaderelection.leader.step-down.wait-time", "250ms"),
            Map.entry("raft.server.log.segment.size.max", "128KB"),
            Map.entry("raft.server.log.write.buffer.size", "512KB"),
            Map.entry("raft.server.log.appender.buffer.byte-limit", "256KB"),
            Map.entry("raft.server.log.appender.snapshot.chunk.size.max", "16KB"),
            Map.entry("raft.server.log.purge.gap", "8"),
            Map.entry("raft.server.log.purge.preservation.log.num", "0"));

    /** @param preallocate whether segments are longer than their written parts */
    record Options(String cluster, String node, List<Member> members, int port, Path disk, boolean preallocate) {
        Path data() {
            return disk.resolve(node).resolve("data");
        }
    }

    private final Options options;
    private final Formation formation;
    private final NumberedState state;
    private final CompletableFuture<RatisLog> log = new CompletableFuture<>();
    private volatile DataDirectory directory;
    private volatile boolean off;
    private volatile String ended;

    Server(Options options, Formation formation, Ledger ledger) {
        this.options = options;
        this.formation = formation;
        this.state = new NumberedState(options.node(), ledger);
    }

    /** In a thread of its own: the disk may stop it. */
    void start() {
        Daemon.start("start-" + options.node(), this::open);
    }

    private void open() {
        try {
            directory = DataDirectory.open(options.data());
            VotingPermit permit = VotingPermit.check(directory, options.cluster(), options.node());
            if (permit.wiped().isPresent()) {
                throw VotingPermit.refused(permit.wiped().get());
            }
            if (permit.isFresh()) {
                permit.recordMembers(
                        formation.meet(options.node(), permit.identity().id()));
            }
            permit.writeJoinedMarker();
            var disk = io.arbiter.server.raft.disk.Disk.with(directory.bounds());
            RatisLog opened = RatisLog.start(config(), state, this, disk);
            permit.join();
            log.complete(opened);
        } catch (StartException | RuntimeException | InterruptedException | Error e) {
            log.completeExceptionally(e);
        }
    }

    private RaftConfig config() {
        var tcp = new TcpTransport(
                new HostPort("127.0.0.1", options.port()), SocketSecurity.plaintext(), ConnectionRefusals.NONE);
        return new RaftConfig(
                options.cluster(),
                options.node(),
                options.members(),
                (properties, parameters) -> {
                    tcp.configure(properties, parameters);
                    SMALL_AND_QUICK.forEach(properties::set);
                    properties.set("raft.server.log.preallocated.size", options.preallocate() ? "64KB" : "0");
                },
                directory.raft(),
                Profile.LOCAL,
                SNAPSHOT_EVERY_ENTRIES);
    }

    /** Whether the start is over, well or not. */
    public boolean isStarted() {
        return log.isDone();
    }

    /** The reason why it did not start. */
    public Optional<Throwable> refusal() {
        return log.isCompletedExceptionally()
                ? Optional.of(log.handle((none, why) -> why).join())
                : Optional.empty();
    }

    /** While it runs. */
    public Optional<RatisLog> log() {
        return off || ended != null || !log.isDone() || log.isCompletedExceptionally()
                ? Optional.empty()
                : Optional.of(log.join());
    }

    public NumberedState state() {
        return state;
    }

    public boolean isLeader() {
        return log().map(RatisLog::leadership).filter(Leadership::isLeader).isPresent();
    }

    /** The reason why the process ended by itself, if it did. */
    public Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    @Override
    public void exit(ExitCode code, String reason, Throwable cause) {
        if (!off) {
            LOG.warn("{} ends with {}: {}", options.node(), code, reason, cause);
            ended = code + ": " + reason + (cause == null ? "" : " (" + cause + ")");
        }
    }

    /** From here on no node receives anything from it, and its fate does not count. */
    void powerOff() {
        off = true;
    }

    public boolean isOff() {
        return off;
    }

    /** Ends it; its disk may have stopped or be dead. */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Daemon.start("close-" + options.node(), () -> {
            try {
                log.handle((opened, none) -> opened)
                        .thenAccept(opened -> {
                            if (opened != null) {
                                opened.close();
                            }
                        })
                        .join();
                if (directory != null) {
                    directory.close();
                }
            } catch (IOException | RuntimeException e) {
                LOG.info("{} did not close cleanly", options.node(), e);
            }
            closed.complete(null);
        });
        return closed;
    }
}
