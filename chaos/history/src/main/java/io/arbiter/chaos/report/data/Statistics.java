package io.arbiter.chaos.report.data;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by outcome, and the latencies of successful operations.
 *
 * @param latencies of the operations that ended OK, nanoseconds, ascending
 */
public record Statistics(String f, long ok, long fail, long info, long[] latencies) {
    public static Statistics of(String f, Collection<Call> calls) {
        long[] latencies = calls.stream()
                .filter(Call::isOk)
                .mapToLong(Run::latency)
                .sorted()
                .toArray();
        return new Statistics(
                f, latencies.length, count(calls, OperationType.FAIL), count(calls, OperationType.INFO), latencies);
    }

    /** One for each function, by name. */
    public static List<Statistics> byFunction(Collection<Call> calls) {
        Map<String, List<Call>> byFunction = new TreeMap<>();
        calls.forEach(call -> byFunction
                .computeIfAbsent(call.invocation().f(), f -> new ArrayList<>())
                .add(call));
        List<Statistics> all = new ArrayList<>();
        byFunction.forEach((f, some) -> all.add(of(f, some)));
        return all;
    }

    private static long count(Collection<Call> calls, OperationType outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).count();
    }

    public long total() {
        return ok + fail + info;
    }

    /** By nearest rank; 1 is the maximum. @throws IllegalStateException if nothing was carried out */
    public long quantile(double fraction) {
        if (latencies.length == 0) {
            throw new IllegalStateException("no latencies of " + f + ": ask ok() first");
        }
        return latencies[Math.max(0, (int) Math.ceil(fraction * latencies.length) - 1)];
    }

    /** The quantile for people, or a dash if nothing was carried out. */
    public String quantileText(double fraction) {
        return latencies.length == 0 ? "–" : Format.duration(quantile(fraction));
    }
}
