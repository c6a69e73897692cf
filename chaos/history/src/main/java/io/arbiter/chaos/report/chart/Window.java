package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.report.data.FaultPeriod;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Format;
import java.util.List;
import java.util.Set;

/**
 * The part of a run that a chart of single operations shows.
 *
 * @param from nanoseconds since the run started
 * @param words which part it is, for people
 */
record Window(long from, long to, String words) {
    /**
     * Everything, if there are no more calls than wanted. Else so many of them: the ones around the violation if there
     * is one, or those from just before the first fault.
     *
     * @param calls in the order of invocation
     */
    static Window of(Run run, List<Call> calls, int most) {
        if (calls.size() <= most) {
            return new Window(0, run.end(), Format.of("All %s operations.", Format.count(calls.size())));
        }
        Set<Operation> offending = run.offending();
        int last = lastOffending(calls, offending);
        if (last >= 0) {
            return part(run, calls, last - most * 3 / 4, most, "those around the violation");
        }
        long fault =
                run.faults().stream().mapToLong(FaultPeriod::from).findFirst().orElse(0);
        int first = (int)
                calls.stream().filter(call -> call.invocation().time() < fault).count();
        return part(
                run,
                calls,
                first - most / 5,
                most,
                run.faults().isEmpty() ? "the first" : "those from just before the first fault");
    }

    private static int lastOffending(List<Call> calls, Set<Operation> offending) {
        for (int i = calls.size() - 1; i >= 0; i--) {
            if (Run.isIn(offending, calls.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private static Window part(Run run, List<Call> calls, int wanted, int most, String which) {
        int first = Math.max(0, Math.min(wanted, calls.size() - most));
        int end = first + most;
        long to = end < calls.size() ? calls.get(end).invocation().time() : run.end();
        return new Window(
                calls.get(first).invocation().time(),
                to,
                Format.of("%s of %s operations: %s.", Format.count(most), Format.count(calls.size()), which));
    }

    /** Whether any of the time from one moment to the other can be seen. */
    boolean shows(long begin, long end) {
        return begin <= to && end >= from;
    }

    boolean shows(Call call) {
        return shows(
                call.invocation().time(),
                call.completion().map(Operation::time).orElse(call.invocation().time()));
    }
}
