package io.arbiter.server.service;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.arbiter.core.machine.Session;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Gauges over the replicated state, computed when somebody looks. */
final class StateMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private StateMetrics() {
    }

    static void register(MetricRegistry registry, Replica replica) {
        gauge(registry, "arbiter.state.sessions", () -> replica.read(view -> view.state().sessions().size()));
        gauge(registry, "arbiter.state.leases", () -> replica.read(view -> view.state().leaseCount()));
        gauge(registry, "arbiter.state.resources", () -> replica.read(view -> view.state().resources().size()));
        gauge(registry, "arbiter.state.last_token", () -> replica.read(view -> view.state().counters().lastToken()));
        gauge(registry, "arbiter.lease.remaining_seconds.min", () -> replica.read(StateMetrics::leastRemaining));
    }

    static void gauge(MetricRegistry registry, String name, Supplier<Number> value) {
        Gauge<Number> gauge = value::get;
        registry.register(name, gauge);
    }

    /** Of all sessions that hold something, how long the most silent one has left; NaN but on the leader. */
    private static double leastRemaining(View view) {
        OptionalLong least = view.state().sessions().values().stream()
                .filter(session -> !session.leases().isEmpty())
                .mapToLong(Session::id)
                .mapToObj(view::remainingNanos)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
        return least.isPresent() ? least.getAsLong() / NANOS_PER_SECOND : Double.NaN;
    }
}
