package io.arbiter.server;

import io.arbiter.server.application.Application;
import io.arbiter.server.application.ApplicationContext;
import io.arbiter.server.application.ApplicationFactory;
import io.arbiter.server.bootstrap.BootstrapService;
import io.arbiter.server.bootstrap.PeerIdentityClient;
import io.arbiter.server.bootstrap.ReplacedDisk;
import io.arbiter.server.bootstrap.Restoration;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.http.OperationsServer;
import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.server.raft.LogPreparation;
import io.arbiter.server.raft.RaftConfig;
import io.arbiter.server.raft.RatisLog;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.raft.tcp.TcpTransport;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.raft.tcp.wire.TlsSockets;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.refusal.RefusalLog;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.server.storage.NodeIdentity;
import io.arbiter.server.storage.VotingPermit;
import io.arbiter.server.tls.CertificateExpiry;
import io.arbiter.server.tls.NodeTls;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node. The order matters: it serves only once it has locked its data directory, votes only once it knows that it
 * may, and opens the log only over a checked tail. Closed in the reverse order, leadership first.
 */
public final class ArbiterServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArbiterServer.class);

    private final ServerConfig config;
    private final FatalExit fatalExit;
    private final CloseableStack closing = new CloseableStack();
    private OperationsServer http;
    private volatile Application application;
    private volatile boolean closed;

    private ArbiterServer(ServerConfig config, FatalExit fatalExit) {
        this.config = config;
        this.fatalExit = fatalExit;
    }

    /**
     * Starts the node; the first start takes until all peers are there.
     *
     * @param metrics to be exposed; the server adds its own
     * @throws StartException with nothing left running
     */
    public static ArbiterServer start(
            ServerConfig config, PrometheusRegistry metrics, ApplicationFactory factory, FatalExit fatalExit)
            throws StartException {
        ArbiterServer server = new ArbiterServer(config, fatalExit);
        try {
            server.open(metrics, factory);
            return server;
        } catch (StartException | RuntimeException | Error e) {
            server.closing.run();
            throw e;
        }
    }

    private void open(PrometheusRegistry metrics, ApplicationFactory factory) throws StartException {
        Optional<NodeTls> tls = certificates(metrics);
        var refusals = new RefusalLog(metrics);
        DataDirectory directory = closing.add("data directory", DataDirectory.open(config.dataDir()));
        VotingPermit permit = VotingPermit.check(directory, config.cluster(), config.node());
        http = closing.add(
                "http",
                OperationsServer.start(
                        config.listen().http(), new PrometheusText(metrics), this::problem, tls, refusals));
        BootstrapService bootstrap =
                new BootstrapService(permit::identity, config.tokenFloor().toString());
        if (permit.isFresh()) {
            Restoration restoration = Restoration.plan(config, directory, permit);
            FirstStart.form(config, permit, restoration, bootstrap, tls, refusals);
        }
        permit.writeJoinedMarker();
        refuseIfReplaced(permit, directory, tls);
        Application served = closing.add(
                "application",
                factory.create(new ApplicationContext(config, metrics, List.of(bootstrap), tls, refusals, fatalExit)));
        RatisLog log = closing.add(
                "log",
                RatisLog.start(
                        raftConfig(permit.identity(), directory, tls, refusals),
                        served.state(),
                        fatalExit,
                        Disk.with(directory.bounds())));
        permit.join();
        log.membership().ifPresent(bootstrap::opened);
        ServerMetrics.addLog(metrics, log);
        closing.add("follower log", FollowerLog.start(log));
        closing.add("leadership", () -> handOver(log));
        closing.add("service", served::stopServing);
        served.serve(log);
        application = served;
    }

    private Optional<NodeTls> certificates(PrometheusRegistry metrics) throws StartException {
        Optional<NodeTls> tls = NodeTls.open(config);
        tls.ifPresent(own -> {
            closing.add("certificates", own);
            closing.add("certificate's expiry", CertificateExpiry.watch(own));
        });
        CertificateExpiry.register(metrics, tls, config.tls().insecure());
        if (config.tls().insecure()) {
            LOG.warn("tls.insecure is true: connections are plaintext, and whoever reaches this node is believed");
        }
        return tls;
    }

    private void refuseIfReplaced(VotingPermit permit, DataDirectory directory, Optional<NodeTls> tls)
            throws StartException {
        new ReplacedDisk(PeerIdentityClient.overGrpc(tls), config.peers())
                .refuse(memberId(permit.identity()), LogPreparation.storedVoters(directory.raft(), config.cluster()));
    }

    /** What was admitted after the cluster had formed is a voter of its own: a lost disk may have voted before. */
    private static MemberId memberId(NodeIdentity identity) {
        return identity.isAdmitted() ? new MemberId(identity.node(), identity.id()) : MemberId.founder(identity.node());
    }

    private RaftConfig raftConfig(
            NodeIdentity identity, DataDirectory directory, Optional<NodeTls> tls, ConnectionRefusals refusals) {
        SocketSecurity security = tls.<SocketSecurity>map(TlsSockets::new).orElseGet(SocketSecurity::plaintext);
        var transport = new TcpTransport(config.listen().raft(), security, refusals);
        return new RaftConfig(
                config.cluster(),
                memberId(identity),
                config.members(),
                identity.isAdmitted() ? Set.of() : identity.members().keySet(),
                transport,
                directory.raft(),
                config.profile(),
                config.snapshotEveryEntries());
    }

    private void handOver(RatisLog log) {
        boolean led = log.leadership().isLeader();
        if (led && config.members().size() > 1) {
            log.transferLeadership(config.handover());
            LOG.info(
                    "leadership {}",
                    log.leadership()
                            .leader()
                            .filter(leader -> !leader.name().equals(config.node()))
                            .map(leader -> "handed over to " + leader.name())
                            .orElse("given up; the others elect"));
        }
    }

    /** The node, and the addresses that it serves on. */
    @Override
    public String toString() {
        return config.node() + " of cluster " + config.cluster() + " serves clients on "
                + config.listen().client() + ", nodes on " + config.listen().raft() + ", http on port " + http.port();
    }

    /** The reason that the node cannot serve now; empty if it can. */
    public Optional<String> problem() {
        Application served = application;
        if (closed) {
            return Optional.of("shutting down");
        }
        return served == null ? Optional.of("starting") : served.problem();
    }

    /** Stops serving, hands leadership over, closes the log. Idempotent. */
    @Override
    public void close() {
        closed = true;
        LOG.info("{} shuts down", config.node());
        closing.run();
        LOG.info("{} is down", config.node());
    }
}
