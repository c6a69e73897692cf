package io.arbiter.server.raft;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.batch.Clocks;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.batch.Committed;
import io.arbiter.server.forward.ClusterHeader;
import io.arbiter.server.forward.GrpcPeers;
import io.arbiter.server.forward.PeerChannels;
import io.arbiter.server.raft.proposal.PendingProposals;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.replica.ApplyWaiters;
import io.arbiter.server.replica.Replica;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ExitUtils;

/**
 * A node that keeps one record and can be read in two ways: behind Arbiter's barrier, and behind the library's own
 * linearizable read, which Arbiter's settings leave off. Both then read the same local state.
 */
final class BothReadsNode implements AutoCloseable {
    private static final LeaseRef LEASE = new LeaseRef("orders", 1, 1);

    private final Replica replica = new Replica(Limits.DEFAULT, System::nanoTime, Duration.ZERO);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ClientId reader = ClientId.randomId();
    private final AtomicLong lastCallId = new AtomicLong();
    private final RaftConfig config;
    private final RaftServer server;
    private final RatisLog log;
    private final CommandBatcher batcher;
    private final ReadBarriers barriers;

    BothReadsNode(RaftConfig config, RaftProperties properties) throws IOException {
        this.config = config;
        RecordedExit exit = new RecordedExit();
        PendingProposals proposals = new PendingProposals();
        this.server = server(properties, new StateMachineAdapter(replica, proposals, exit));
        server.start();
        this.log = new RatisLog(config, replica, exit, server, proposals);
        this.batcher = new CommandBatcher(
                log,
                BatchLimits.LOCAL,
                new Clocks(System::nanoTime, System::currentTimeMillis, timer),
                new PrometheusRegistry());
        ApplyWaiters applied = new ApplyWaiters(replica);
        replica.addListener(applied);
        this.barriers = new ReadBarriers(
                log,
                applied,
                new GrpcPeers(
                        new PeerChannels(leader -> {
                            throw new IllegalStateException("only leaders are read here, not followers of " + leader);
                        }),
                        new ClusterHeader(Optional::empty)),
                1);
    }

    private RaftServer server(RaftProperties properties, StateMachineAdapter adapter) throws IOException {
        ExitUtils.disableSystemExit();
        Parameters parameters = new Parameters();
        config.transport().configure(properties, parameters);
        return RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(config.self()))
                .setGroup(new RaftNames(config.members()).group(config.cluster(), config.founders()))
                .setOption(RaftStorage.StartupOption.RECOVER)
                .setStateMachine(adapter)
                .setProperties(properties)
                .setParameters(parameters)
                .build();
    }

    String name() {
        return config.self();
    }

    boolean leads() {
        return log.leadership().ready();
    }

    void yieldLeadership(Duration timeout) {
        log.transferLeadership(timeout);
    }

    /** Prepares every put: session 1 holds the resource with token 1. */
    CompletableFuture<Committed> acquire() {
        var spec = new SessionSpec("writer", "1", "writer", "r1", 0, SessionSpec.MAX_TTL_MILLIS, 10_000, 0);
        var orders = new Command.FirstAcquire(LEASE.resource(), false);
        return batcher.propose(new Command.OpenSession(spec, List.of(orders)));
    }

    /** May be repeated with the same sequence number, on any leader. */
    CompletableFuture<Committed> put(long sequence, String value) {
        var bytes = Optional.of(new RecordValue(value.getBytes(StandardCharsets.UTF_8)));
        return batcher.propose(new Command.PutRecord(LEASE, sequence, OptionalLong.empty(), bytes));
    }

    CompletableFuture<String> ourRead() {
        return barriers.caughtUp().thenApply(caughtUp -> value());
    }

    CompletableFuture<String> libraryRead() throws IOException {
        var request = RaftClientRequest.newBuilder()
                .setClientId(reader)
                .setServerId(server.getId())
                .setGroupId(RaftNames.groupId(config.cluster()))
                .setCallId(lastCallId.incrementAndGet())
                .setType(RaftClientRequest.readRequestType())
                .setMessage(Message.EMPTY)
                .build();
        return server.submitClientRequestAsync(request).thenApply(reply -> {
            if (!reply.isSuccess()) {
                throw new IllegalStateException("not answered", reply.getException());
            }
            return value();
        });
    }

    private String value() {
        return replica.read(view -> view.state()
                .resource(LEASE.resource())
                .flatMap(Resource::record)
                .flatMap(StoredRecord::value)
                .map(RecordValue::toByteArray)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(""));
    }

    @Override
    public void close() {
        log.close();
        timer.shutdownNow();
    }
}
