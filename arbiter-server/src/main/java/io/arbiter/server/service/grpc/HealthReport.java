package io.arbiter.server.service.grpc;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.replica.AppliedEntry;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.server.replica.View;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import java.util.Optional;
import java.util.function.Supplier;

/** The standard gRPC health service: serving only while this node reaches a leader, and knows its cluster. */
final class HealthReport implements ReplicaListener {
    private final HealthStatusManager manager = new HealthStatusManager();
    private final Supplier<Optional<String>> clusterId;
    private Leadership leadership;
    private volatile boolean formed;

    HealthReport(Supplier<Optional<String>> clusterId) {
        this.clusterId = clusterId;
        set(ServingStatus.NOT_SERVING);
    }

    HealthStatusManager manager() {
        return manager;
    }

    @Override
    public synchronized void leadershipChanged(Leadership now) {
        leadership = now;
        report();
    }

    @Override
    public void entryApplied(AppliedEntry entry) {
        if (!formed && clusterId.get().isPresent()) {
            report();
        }
    }

    /** The identity may have come with a snapshot, and no entry may follow for long. */
    @Override
    public void stateReplaced(View view) {
        report();
    }

    private synchronized void report() {
        formed = clusterId.get().isPresent();
        boolean serves = leadership != null
                && StatusReports.problem(leadership, clusterId.get()).isEmpty();
        set(serves ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    private void set(ServingStatus status) {
        manager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        manager.setStatus(ArbiterGrpc.SERVICE_NAME, status);
    }
}
