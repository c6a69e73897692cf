package io.arbiter.server.refusal;

import io.arbiter.server.audit.AuditEvent;
import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts refused connections by port, and hands them to the audit once there is one. Thread-safe. */
public final class RefusalLog implements ConnectionRefusals {
    private final Counter refused = Meters.counter(
            "arbiter_connections_refused_total",
            "Connections that ended without an identity, by port; silent ones had said nothing, or not enough in time",
            "port",
            "kind");
    private volatile Consumer<AuditEvent> audit = nobody -> {};

    public RefusalLog(PrometheusRegistry registry) {
        registry.register(refused);
        List.of("client", "raft", "http").forEach(port -> refused.initLabelValues(port, "refused"));
        List.of("client", "raft").forEach(port -> refused.initLabelValues(port, "silent"));
    }

    /** From now on they are kept there. */
    public void keepIn(Consumer<AuditEvent> keeper) {
        audit = keeper;
    }

    @Override
    public void refused(String port, String from, String why) {
        refused.labelValues(port, "refused").inc();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("port", port);
        details.put("from", from);
        details.put("message", String.valueOf(why));
        audit.accept(new AuditEvent(Instant.now(), "", "connection", "UNAUTHENTICATED", details));
    }

    @Override
    public void silent(String port) {
        refused.labelValues(port, "silent").inc();
    }
}
