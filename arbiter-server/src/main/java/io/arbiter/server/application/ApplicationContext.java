package io.arbiter.server.application;

import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.refusal.RefusalLog;
import io.arbiter.server.tls.NodeTls;
import io.grpc.BindableService;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;

/**
 * The parts that an application is made from.
 *
 * @param metrics everything registered here is exposed at {@code /metrics}
 * @param internalServices to be served on the client port besides the application's own, to nodes alone
 * @param tls this node's certificates; empty for plaintext
 * @param refusals of connections
 * @param fatalExit ends the process when it cannot go on
 */
public record ApplicationContext(
        ServerConfig config,
        PrometheusRegistry metrics,
        List<BindableService> internalServices,
        Optional<NodeTls> tls,
        RefusalLog refusals,
        FatalExit fatalExit) {
    public ApplicationContext {
        internalServices = List.copyOf(internalServices);
    }
}
