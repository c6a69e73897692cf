package io.arbiter.chaos.report.chart;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes that followed each other and so share a row: a client gets a new number when an operation is unknown. */
final class ProcessRow {
    private final List<Integer> processes = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final long end;
    private long busyUntil;

    private ProcessRow(long end) {
        this.end = end;
    }

    /**
     * As few rows as there were clients at a time, in the order of their first operation.
     *
     * @param calls in the order of invocation
     * @param end of the run
     */
    static List<ProcessRow> of(List<Call> calls, long end) {
        Map<Integer, List<Call>> byProcess = new LinkedHashMap<>();
        calls.forEach(call -> byProcess
                .computeIfAbsent(call.invocation().process(), p -> new ArrayList<>())
                .add(call));
        List<ProcessRow> rows = new ArrayList<>();
        byProcess.forEach((process, some) -> {
            long from = some.get(0).invocation().time();
            rows.stream()
                    .filter(row -> row.busyUntil < from)
                    .max(Comparator.comparingLong(row -> row.busyUntil))
                    .orElseGet(() -> added(rows, end))
                    .add(process, some);
        });
        return rows;
    }

    private static ProcessRow added(List<ProcessRow> rows, long end) {
        var row = new ProcessRow(end);
        rows.add(row);
        return row;
    }

    private void add(int process, List<Call> some) {
        processes.add(process);
        calls.addAll(some);
        busyUntil = some.get(some.size() - 1).completion().map(Operation::time).orElse(end);
    }

    List<Call> calls() {
        return calls;
    }

    String name() {
        String numbers =
                String.join(", ", processes.stream().map(Object::toString).toList());
        return Format.shortened((processes.size() == 1 ? "process " : "") + numbers, 24);
    }
}
