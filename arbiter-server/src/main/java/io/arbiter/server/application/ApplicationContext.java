package io.arbiter.server.application;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.FatalExit;
import io.grpc.BindableService;
import java.util.List;

/**
 * What an application is made from.
 *
 * @param metrics everything registered here is exposed at {@code /metrics}
 * @param internalServices to be served on the client port besides the application's own
 * @param fatalExit ends the process when it cannot go on
 */
public record ApplicationContext(ServerConfig config, MetricRegistry metrics, List<BindableService> internalServices,
        FatalExit fatalExit) {
    public ApplicationContext {
        internalServices = List.copyOf(internalServices);
    }
}
