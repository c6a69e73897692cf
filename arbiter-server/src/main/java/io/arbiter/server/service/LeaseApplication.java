package io.arbiter.server.service;

import io.arbiter.core.machine.Limits;
import io.arbiter.server.application.Application;
import io.arbiter.server.application.ApplicationContext;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.server.watch.WatchLimits;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Leases as what a node serves: the replica is the log's state, the client port opens once the log is there. */
public final class LeaseApplication implements Application, ReplicaListener {
    private static final String VERSION = "0.1.0";

    private final ApplicationContext context;
    private final Replica replica;
    private volatile Leadership leadership;
    private volatile ClientPort port;

    public LeaseApplication(ApplicationContext context) {
        this.context = context;
        this.replica = new Replica(Limits.DEFAULT, System::nanoTime, context.config().grace());
        replica.addListener(this);
    }

    @Override
    public ReplicatedState state() {
        return replica;
    }

    @Override
    public void serve(ReplicatedLog log) throws StartException {
        HostPort listen = context.config().listen().client();
        try {
            port = ClientPort.start(log, replica, options(listen));
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, "cannot listen on client.listen " + listen
                    + ": another process may be using it", e);
        }
    }

    private ClientPortOptions options(HostPort listen) {
        ServerConfig config = context.config();
        var limits = config.limits();
        var batch = BatchLimits.LOCAL;
        var service = ServiceLimits.DEFAULT;
        var watch = WatchLimits.DEFAULT;
        return ClientPortOptions.of(new InetSocketAddress(listen.host(), listen.port()),
                        new Nameplate(config.cluster(), VERSION), context.metrics())
                .withOtherServices(context.internalServices())
                .withLimits(
                        new BatchLimits(limits.batchesInFlight(), limits.batchCommands(), batch.batchBytes(),
                                limits.queuedCommands(), batch.queuedBytes(), batch.tokensPerSecond()),
                        new ServiceLimits(service.callsUnderWay(), service.callsPerConnection(),
                                limits.callsPerStream(), limits.messageBytes()),
                        new WatchLimits(limits.watches(), watch.bufferedEvents(), watch.revisionsAhead(),
                                watch.progress()));
    }

    @Override
    public void leadershipChanged(Leadership now) {
        leadership = now;
    }

    @Override
    public Optional<String> problem() {
        Leadership now = leadership;
        String problem = now == null ? "the log has not said yet who leads" : StatusReports.problem(now);
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
    }
}
