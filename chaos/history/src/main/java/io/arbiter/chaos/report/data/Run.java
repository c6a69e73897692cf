package io.arbiter.chaos.report.data;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that the parts of a report draw from.
 *
 * @param requests the answered calls
 * @param gates the times for which gates were seen open; no requests
 * @param kinds the faults as plots shade them
 * @param end the time of the last operation, nanoseconds
 */
public record Run(
        RunInfo info,
        List<Verdict> verdicts,
        List<Call> requests,
        List<Call> gates,
        List<FaultPeriod> faults,
        FaultKinds kinds,
        List<Phase> phases,
        long end) {
    /** @throws IllegalArgumentException if the history is not well-formed; see {@link History#calls()} */
    public static Run of(RunInfo info, History history, List<Verdict> verdicts) {
        List<Operation> operations = history.operations();
        long end = operations.stream().mapToLong(Operation::time).max().orElse(0);
        List<Call> calls = history.calls();
        List<FaultPeriod> faults = FaultPeriod.of(history.faults(), end);
        return new Run(
                info,
                List.copyOf(verdicts),
                calls.stream().filter(call -> !isGate(call)).toList(),
                calls.stream().filter(Run::isGate).toList(),
                faults,
                new FaultKinds(faults, end),
                Phase.of(history.faults(), end),
                end);
    }

    private static boolean isGate(Call call) {
        return call.is("gate");
    }

    public Validity validity() {
        return Verdict.together(verdicts);
    }

    public Statistics total() {
        return Statistics.of("all", requests);
    }

    /** The operations of all violations. */
    public Set<Operation> offending() {
        Set<Operation> offending = new HashSet<>();
        verdicts.forEach(verdict -> offending.addAll(verdict.offending()));
        return offending;
    }

    public static boolean isIn(Set<Operation> operations, Call call) {
        return operations.contains(call.invocation())
                || call.completion().filter(operations::contains).isPresent();
    }

    /** From invocation to completion, nanoseconds. @throws java.util.NoSuchElementException without a completion */
    public static long latency(Call call) {
        return call.completion().orElseThrow().time() - call.invocation().time();
    }
}
