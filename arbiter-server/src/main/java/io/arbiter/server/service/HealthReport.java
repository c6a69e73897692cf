package io.arbiter.server.service;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;

/** The standard gRPC health service: serving only while this node reaches a leader. */
final class HealthReport implements ReplicaListener {
    private final HealthStatusManager manager = new HealthStatusManager();

    HealthReport() {
        set(ServingStatus.NOT_SERVING);
    }

    HealthStatusManager manager() {
        return manager;
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        set(StatusReports.problem(leadership).isEmpty() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    private void set(ServingStatus status) {
        manager.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        manager.setStatus(ArbiterGrpc.SERVICE_NAME, status);
    }
}
