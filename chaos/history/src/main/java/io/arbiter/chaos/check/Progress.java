package io.arbiter.chaos.check;

import io.arbiter.chaos.check.FaultPeriods.Period;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Useful operations get through: while no fault is on, nearly all; and soon after each heal, the first.
 *
 * <p>Counted are operations that were invoked and ended while no fault was on, and none had been for the recovery time;
 * gates are not operations in this sense. A heal is judged if no fault strikes again and the history does not end
 * within the time allowed, and a client asks in its first half. A history in which nothing can be counted is not
 * judged: UNKNOWN.
 *
 * @param share of the operations that must be useful, e.g. 0.9
 * @param recovery how long after a fault operations may still fail
 * @param resume how long after a heal the first useful operation must have ended
 * @param isAnswer which failures are useful: refusals that report the actual state to the client
 */
public record Progress(double share, Duration recovery, Duration resume, Predicate<Operation> isAnswer)
        implements Checker {
    private static final String NAME = "progress";
    private static final int SHOWN = 10;

    /** No failure is useful. */
    public Progress(double share, Duration recovery, Duration resume) {
        this(share, recovery, resume, failure -> false);
    }

    /** E.g. {@code failure -> failure.f().equals("cas")}, for a register that held another value. */
    public Progress countingAsUseful(Predicate<Operation> failures) {
        return new Progress(share, recovery, resume, failures);
    }

    @Override
    public Verdict check(History history) {
        List<Call> calls =
                history.calls().stream().filter(call -> !call.is("gate")).toList();
        var faults = new FaultPeriods(history);
        List<Call> counted = calls.stream()
                .filter(call -> call.completion().isPresent()
                        && faults.isCalm(call.invocation().time(), endedAt(call), recovery.toNanos()))
                .toList();
        if (counted.isEmpty()) {
            return Verdict.unknown(NAME, "no operation was invoked and ended while no fault was on");
        }
        List<Call> useless = counted.stream().filter(call -> !isUseful(call)).toList();
        double useful = 1 - useless.size() / (double) counted.size();
        if (useful < share) {
            return Verdict.invalid(
                    NAME,
                    "%.1f %% of %d operations outside of faults were useful, expected %.1f %%"
                            .formatted(useful * 100, counted.size(), share * 100),
                    Evidence.of(useless.subList(0, Math.min(SHOWN, useless.size()))));
        }
        return standstill(history, calls, faults)
                .orElseGet(() -> Verdict.valid(
                        NAME,
                        "%.1f %% of %d operations outside of faults were useful; %d heals, slowest first useful one after %s"
                                .formatted(
                                        useful * 100,
                                        counted.size(),
                                        faults.periods().size(),
                                        Evidence.seconds(slowest(calls, faults)))));
    }

    private boolean isUseful(Call call) {
        return call.isOk()
                || call.outcome() == OperationType.FAIL
                        && isAnswer.test(call.completion().orElseThrow());
    }

    private static long endedAt(Call call) {
        return call.completion().orElseThrow().time();
    }

    private long slowest(List<Call> calls, FaultPeriods faults) {
        return faults.periods().stream()
                .mapToLong(fault -> firstUseful(calls, fault.until())
                        .map(call -> endedAt(call) - fault.until())
                        .orElse(0L))
                .max()
                .orElse(0);
    }

    private Optional<Call> firstUseful(List<Call> calls, long since) {
        return calls.stream()
                .filter(call -> isUseful(call) && endedAt(call) >= since)
                .min((one, other) -> Long.compare(endedAt(one), endedAt(other)));
    }

    private Optional<Verdict> standstill(History history, List<Call> calls, FaultPeriods faults) {
        List<Operation> operations = history.operations();
        long end = operations.get(operations.size() - 1).time();
        for (Period fault : faults.periods()) {
            long heal = fault.until();
            long limit = heal + resume.toNanos();
            if (heal == Long.MAX_VALUE || end < limit || !faults.isCalm(heal, limit, 0)) {
                continue;
            }
            List<Call> asked = calls.stream()
                    .filter(call -> call.invocation().time() >= heal
                            && call.invocation().time() < heal + resume.toNanos() / 2)
                    .toList();
            if (!asked.isEmpty()
                    && firstUseful(calls, heal)
                            .filter(call -> endedAt(call) <= limit)
                            .isEmpty()) {
                return Optional.of(Verdict.invalid(
                        NAME,
                        "nothing useful within %s after the heal at %s"
                                .formatted(Evidence.seconds(resume.toNanos()), Evidence.seconds(heal)),
                        Evidence.of(asked)));
            }
        }
        return Optional.empty();
    }
}
