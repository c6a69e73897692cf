package io.arbiter.server.refusal;

import io.arbiter.server.audit.AuditEvent;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts refused connections by port, and hands them and denied methods to the audit. The ports are open before there
 * is one, while the cluster forms: the first of these refusals wait for it. Thread-safe.
 */
public final class RefusalLog implements ConnectionRefusals, MethodDenials {
    static final int WAITING = 100;

    private final Counter refused = Meters.counter(
            "arbiter_connections_refused_total",
            "Connections that ended without an identity, by port; silent ones had said nothing, or not enough in time",
            "port",
            "kind");
    private final List<AuditEvent> waiting = new ArrayList<>();
    private Consumer<AuditEvent> audit = this::keepWaiting;

    public RefusalLog(PrometheusRegistry registry) {
        registry.register(refused);
        List.of("client", "raft", "http").forEach(port -> refused.initLabelValues(port, "refused"));
        List.of("client", "raft").forEach(port -> refused.initLabelValues(port, "silent"));
    }

    private void keepWaiting(AuditEvent event) {
        if (waiting.size() < WAITING) {
            waiting.add(event);
        }
    }

    /** From now on they are kept there, and so are those of before. */
    public synchronized void keepIn(Consumer<AuditEvent> keeper) {
        audit = keeper;
        waiting.forEach(keeper);
        waiting.clear();
    }

    private synchronized void keep(AuditEvent event) {
        audit.accept(event);
    }

    @Override
    public void refused(String port, String from, String why) {
        refused.labelValues(port, "refused").inc();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("port", port);
        details.put("from", from);
        details.put("message", String.valueOf(why));
        keep(new AuditEvent(Instant.now(), "", "connection", "UNAUTHENTICATED", details));
    }

    @Override
    public void silent(String port) {
        refused.labelValues(port, "silent").inc();
    }

    /** By the caller's identity, which a flood from many addresses shares; by its address only if it has none. */
    @Override
    public void denied(String caller, String from, String method, String why) {
        Map<String, String> details = new LinkedHashMap<>();
        if (caller.isEmpty()) {
            details.put("from", from);
        }
        details.put("message", why);
        keep(new AuditEvent(Instant.now(), caller, "method." + method, Reason.PERMISSION_DENIED.name(), details));
    }
}
