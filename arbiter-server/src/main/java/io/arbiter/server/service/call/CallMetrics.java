package io.arbiter.server.service.call;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Counts the calls answered, and those failed by reason. */
final class CallMetrics {
    private final Counter answered =
            Meters.counter("arbiter_calls_answered_total", "Calls of clients and peers that got what they asked for");
    private final Counter failed = Meters.counter(
            "arbiter_calls_failed_total", "Calls of clients and peers that were refused or failed", "reason");

    private final Admission admission;

    CallMetrics(PrometheusRegistry registry, Admission admission) {
        this.admission = admission;
        registry.register(answered);
        registry.register(failed);
        for (Reason reason : Reason.values()) {
            failed.initLabelValues(reason.name()); // so that a rate is known from the first call on
        }
    }

    void answered() {
        answered.inc();
    }

    void failed(CallException failure) {
        failed.labelValues(failure.reason().name()).inc();
        admission.countRefusal(failure);
    }
}
