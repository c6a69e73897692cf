package io.arbiter.server.metrics;

import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/** Gauges over the replicated state, computed at each scrape. */
public final class StateMetrics {
    private StateMetrics() {}

    /** Adds the gauges to the registry, once per replica. */
    public static void register(PrometheusRegistry registry, Replica replica) {
        gauge(
                registry,
                replica,
                "arbiter_state_sessions",
                "Sessions that are open",
                view -> view.state().sessions().size());
        gauge(
                registry,
                replica,
                "arbiter_state_leases",
                "Leases that are held",
                view -> view.state().leaseCount());
        gauge(
                registry,
                replica,
                "arbiter_state_resources",
                "Resources that are held, waited for, at rest or recorded",
                view -> view.state().resources().size());
        gauge(
                registry,
                replica,
                "arbiter_state_last_token",
                "The newest fencing token",
                view -> view.state().counters().lastToken());
        gauge(
                registry,
                replica,
                "arbiter_pauses",
                "Scopes of which automatic failover is paused",
                view -> view.state().pauses().size());
        gauge(
                registry,
                replica,
                "arbiter_promotions_open",
                "Promotions that are under way",
                view -> view.state().promotions().open().size());
        var remaining = new LeastRemaining(replica);
        GaugeWithCallback.builder()
                .name("arbiter_lease_least_remaining_seconds")
                .help("On the leader: how long the most silent holder has left; absent if there is none")
                .callback(gauge -> remaining.seconds().ifPresent(gauge::call))
                .register(registry);
    }

    private static void gauge(
            PrometheusRegistry registry, Replica replica, String name, String help, ToDoubleFunction<View> value) {
        Meters.gauge(registry, name, help, () -> replica.read(value::applyAsDouble));
    }
}
