package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Times when at least one fault was on, from {@code begin} to {@code end}; at the latest until the liveness phase. */
final class FaultPeriods {
    /** Half open, on the observer's clock. A period without an end never ends. */
    record Period(long from, long until) {}

    private final List<Period> periods = new ArrayList<>();
    private final Map<String, Integer> on = new HashMap<>();
    private long since;

    FaultPeriods(History history) {
        history.faults().forEach(this::note);
        if (!on.isEmpty()) {
            periods.add(new Period(since, Long.MAX_VALUE));
        }
    }

    private void note(Operation fault) {
        boolean wasOn = !on.isEmpty();
        if (fault.f().equals("phase")) {
            if ("liveness".equals(fault.text("name"))) {
                on.clear();
            }
        } else if ("begin".equals(fault.text("phase"))) {
            on.merge(fault.f(), 1, Integer::sum);
        } else if ("end".equals(fault.text("phase"))) {
            on.computeIfPresent(fault.f(), (kind, count) -> count > 1 ? count - 1 : null);
        }
        if (!wasOn && !on.isEmpty()) {
            since = fault.time();
        } else if (wasOn && on.isEmpty()) {
            periods.add(new Period(since, fault.time()));
        }
    }

    /** In order, none touching the next. */
    List<Period> periods() {
        return List.copyOf(periods);
    }

    /** Whether no fault was on between these times, nor for so long before. */
    boolean isCalm(long from, long until, long recoveryNanos) {
        return periods.stream()
                .noneMatch(period -> period.from <= until
                        && (period.until == Long.MAX_VALUE || from < period.until + recoveryNanos));
    }
}
