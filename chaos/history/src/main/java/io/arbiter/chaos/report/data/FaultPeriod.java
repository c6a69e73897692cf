package io.arbiter.chaos.report.data;

import io.arbiter.chaos.history.Operation;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A time during which a fault was on. A fault without {@code begin} and {@code end} is a moment: from equals to.
 *
 * @param from nanoseconds since the run started
 * @param to likewise; the end of the history if the fault was not ended
 */
public record FaultPeriod(String kind, String detail, long from, long to, boolean ended) {
    public boolean isMoment() {
        return from == to;
    }

    /** In the order of their starts. An end belongs to the fault of its detail, else to the oldest of its kind. */
    static List<FaultPeriod> of(List<Operation> faults, long end) {
        List<FaultPeriod> periods = new ArrayList<>();
        for (Operation fault : faults) {
            if (!fault.f().equals("phase")) {
                add(periods, fault, end);
            }
        }
        return periods;
    }

    private static void add(List<FaultPeriod> periods, Operation fault, long end) {
        String kind = Format.shortened(fault.f(), 60);
        String phase = Fields.of(fault, "phase");
        String detail = Fields.of(fault, "detail");
        int open = phase.equals("end") ? open(periods, kind, detail) : -1;
        if (open >= 0) {
            FaultPeriod begun = periods.get(open);
            periods.set(open, new FaultPeriod(begun.kind, begun.detail, begun.from, fault.time(), true));
        } else if (phase.equals("begin")) {
            periods.add(new FaultPeriod(kind, detail, fault.time(), end, false));
        } else {
            periods.add(new FaultPeriod(kind, detail, fault.time(), fault.time(), true));
        }
    }

    private static int open(List<FaultPeriod> periods, String kind, String detail) {
        int oldest = -1;
        for (int i = periods.size() - 1; i >= 0; i--) {
            FaultPeriod period = periods.get(i);
            if (!period.ended && period.kind.equals(kind)) {
                if (Objects.equals(period.detail, detail)) {
                    return i;
                }
                oldest = i;
            }
        }
        return oldest;
    }
}
