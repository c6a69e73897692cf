package io.arbiter.server.service;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.failure.Reason;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How many calls were answered, and how many failed for which reason. */
final class CallMetrics {
    private final Meter answered;
    private final Map<Reason, Meter> failed = new EnumMap<>(Reason.class);

    CallMetrics(MetricRegistry registry) {
        answered = registry.meter("arbiter.calls.answered");
        for (Reason reason : Reason.values()) {
            failed.put(reason, registry.meter("arbiter.calls.failed." + reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    void answered() {
        answered.mark();
    }

    void failed(Reason reason) {
        failed.get(reason).mark();
    }
}
