package io.arbiter.server;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Quota;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.application.Application;
import io.arbiter.server.application.ApplicationContext;
import io.arbiter.server.audit.AuditEvent;
import io.arbiter.server.audit.AuditLog;
import io.arbiter.server.audit.CallAudit;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.NodeLimits;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.limit.CallerLimits;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.server.service.CallListener;
import io.arbiter.server.service.ClusterTerms;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.service.grpc.ClientPortOptions;
import io.arbiter.server.service.grpc.GrpcServer;
import io.arbiter.server.service.grpc.PortProtection;
import io.arbiter.server.service.grpc.Reflection;
import io.arbiter.server.service.grpc.ServerInfo;
import io.arbiter.server.service.grpc.StatusReports;
import io.arbiter.server.service.grpc.interceptor.NodesOnly;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.server.watch.WatchLimits;
import io.arbiter.v1.Call;
import io.grpc.BindableService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves leases: the replica is the log's state, and the client port opens once the log is there. */
public final class LeaseApplication implements Application, ReplicaListener {
    private static final String VERSION = "0.1.0";

    private final ApplicationContext context;
    private final Replica replica;
    private volatile Leadership leadership;
    private volatile GrpcServer port;
    private Optional<AuditLog> audit = Optional.empty();

    public LeaseApplication(ApplicationContext context) {
        this.context = context;
        this.replica =
                new Replica(Limits.DEFAULT, System::nanoTime, context.config().grace());
        replica.addListener(this);
    }

    @Override
    public ReplicatedState state() {
        return replica;
    }

    @Override
    public void serve(ReplicatedLog log) throws StartException {
        audit = openAudit();
        context.refusals()
                .keepIn(audit.<Consumer<AuditEvent>>map(kept -> kept::recordDenial)
                        .orElse(event -> {}));
        HostPort listen = context.config().listen().client();
        try {
            port = GrpcServer.start(log, replica, options(listen));
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, listen.refused("client.listen", e), e);
        }
    }

    private Optional<AuditLog> openAudit() throws StartException {
        Optional<ServerConfig.Audit> kept = context.config().audit();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        ServerConfig.Audit config = kept.get();
        try {
            return Optional.of(AuditLog.open(
                    config.directory(),
                    config.fileBytes(),
                    config.files(),
                    context.config().node(),
                    context.metrics()));
        } catch (IOException e) {
            throw new StartException(
                    ExitCode.START_FAILED,
                    "audit.directory is " + config.directory() + ", which cannot be written to (" + e
                            + "); expected a directory that belongs to this process",
                    e);
        }
    }

    private CallListener auditing() {
        return audit.<CallListener>map(this::auditing).orElse(CallListener.NONE);
    }

    private CallListener auditing(AuditLog log) {
        return new AuditedCalls(new CallAudit(log, this::mayMake), log);
    }

    private boolean mayMake(Call call, String identity) {
        Ownership ownership = NodeTls.ownership(context.tls());
        return replica.read(view -> AccessCheck.allows(view.state(), ownership, call, new Principal(identity)));
    }

    private List<BindableService> otherServices() {
        List<BindableService> services = new ArrayList<>();
        context.internalServices().forEach(internal -> services.add(NodesOnly.guarding(internal)));
        if (context.config().reflection()) {
            services.addAll(Reflection.services());
        }
        return services;
    }

    private ClientPortOptions options(HostPort listen) {
        ServerConfig config = context.config();
        var limits = config.limits();
        var batch = BatchLimits.LOCAL;
        var service = ServiceLimits.DEFAULT;
        var watch = WatchLimits.DEFAULT;
        return ClientPortOptions.of(
                        new InetSocketAddress(listen.host(), listen.port()),
                        new ServerInfo(config.cluster(), VERSION),
                        context.metrics())
                .withTerms(new ClusterTerms(config.tokenFloor(), config.otherRegions()))
                .withOtherServices(otherServices())
                .withCallListener(auditing())
                .withTls(context.tls())
                .withProtection(
                        new PortProtection(callerLimits(config.limits()), context.refusals(), context.refusals()))
                .withLimits(
                        new BatchLimits(
                                limits.batchesInFlight(),
                                limits.batchCommands(),
                                batch.batchBytes(),
                                limits.queuedCommands(),
                                batch.queuedBytes(),
                                batch.tokensPerSecond(),
                                quota(limits.identity())),
                        new ServiceLimits(
                                service.callsInFlight(),
                                service.callsPerConnection(),
                                limits.callsPerStream(),
                                limits.messageBytes()),
                        new WatchLimits(
                                limits.watches(), watch.bufferedEvents(), watch.revisionsAhead(), watch.progress()));
    }

    /** Without certificates there are no identities, and the entries stay as they were. */
    private Quota quota(NodeLimits.Identity each) {
        return context.tls().isPresent() ? new Quota(each.sessions(), each.leases()) : Quota.NONE;
    }

    private static CallerLimits callerLimits(NodeLimits limits) {
        return new CallerLimits(
                limits.connections(),
                limits.requestsPerSecond(),
                limits.identity().connections(),
                limits.identity().streams(),
                limits.identity().watches(),
                limits.identity().calls(),
                limits.identity().requestsPerSecond());
    }

    @Override
    public void leadershipChanged(Leadership now) {
        leadership = now;
    }

    @Override
    public Optional<String> problem() {
        Leadership now = leadership;
        String problem =
                now == null ? "the log has not said yet who leads" : StatusReports.problem(now, replica.clusterId());
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    @Override
    public void stopServing() {
        if (port != null) {
            port.stopServing();
        }
    }

    @Override
    public void close() {
        if (port != null) {
            port.close();
        }
        audit.ifPresent(AuditLog::close);
    }
}
