package io.arbiter.maelstrom;

import io.arbiter.core.machine.Limits;
import io.arbiter.maelstrom.fault.NodeClock;
import io.arbiter.maelstrom.peer.MessagePeers;
import io.arbiter.maelstrom.peer.PeerRequests;
import io.arbiter.maelstrom.raft.MessageCarrier;
import io.arbiter.maelstrom.raft.MessageRpc;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.config.Profile;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.raft.RaftConfig;
import io.arbiter.server.raft.RatisLog;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.service.CallListener;
import io.arbiter.server.service.ClusterTerms;
import io.arbiter.server.service.LeaseService;
import io.arbiter.server.service.LeaseServiceOptions;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The real thing: Ratis over messages, the replicated state, and the service. It differs from the server in two points:
 * the transport of its messages, and that it asks nobody before a first start, because Maelstrom names the nodes.
 */
final class Arbiter implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** Often enough that a short run with faults installs snapshots too. */
    private static final long SNAPSHOT_EVERY_ENTRIES = 2_000;

    private final DataDirectory directory;
    private final RatisLog log;
    private final LeaseService service;

    private Arbiter(DataDirectory directory, RatisLog log, LeaseService service) {
        this.directory = directory;
        this.log = log;
        this.service = service;
    }

    static Arbiter start(
            Init init, Path data, NodeClock clock, MessageCarrier carrier, PeerRequests requests, FatalExit fatalExit)
            throws StartException {
        DataDirectory directory = DataDirectory.open(data);
        var replica = new Replica(Limits.DEFAULT, clock, GRACE);
        RatisLog log = RatisLog.start(config(init, directory, carrier), replica, fatalExit);
        var peers = new MessagePeers(requests);
        replica.addListener(peers);
        var service = LeaseService.start(
                log,
                replica,
                peers,
                new LeaseServiceOptions(
                        clock,
                        clock::wallMillis,
                        BatchLimits.LOCAL,
                        ServiceLimits.DEFAULT.callsInFlight(),
                        Admission.unlimited(clock),
                        Ownership.EXACT,
                        new PrometheusRegistry(),
                        ClusterTerms.DEFAULT,
                        CallListener.NONE,
                        "maelstrom",
                        peer -> {
                            throw new IOException("the nodes of this cluster are fixed");
                        }));
        peers.serve(service);
        return new Arbiter(directory, log, service);
    }

    private static RaftConfig config(Init init, DataDirectory directory, MessageCarrier carrier) {
        List<Member> members = init.nodes().stream()
                .sorted()
                .map(id -> new Member(id, id, id, id))
                .toList();
        return new RaftConfig(
                "maelstrom",
                init.self(),
                members,
                (properties, parameters) -> MessageRpc.configure(properties, parameters, carrier),
                directory.raft(),
                Profile.LOCAL,
                SNAPSHOT_EVERY_ENTRIES);
    }

    CompletableFuture<Reply> call(Call call) {
        return service.dispatch(call).reply();
    }

    @Override
    public void close() throws IOException {
        service.close();
        log.close();
        directory.close();
    }
}
