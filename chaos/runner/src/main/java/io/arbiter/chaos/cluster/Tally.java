package io.arbiter.chaos.cluster;

import com.google.gson.GsonBuilder;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Totals of all seeds: faults, operations, verdicts. One thread adds; another may read its text. */
final class Tally {
    /** Remarks that are no faults of the schedule. */
    private static final Set<String> REMARKS = Set.of("phase", "machine-stall");

    private final Map<Validity, List<Long>> seeds = new TreeMap<>();
    private final Map<String, Struck> faults = new TreeMap<>();
    private final Map<String, int[]> operations = new TreeMap<>();
    private final Map<String, int[]> verdicts = new LinkedHashMap<>();
    private long lateWrites;
    private long nanos;

    /**
     * Totals of one kind of fault.
     *
     * @param nanos for how long it was on, in all
     */
    record Struck(int count, long nanos) {
        Struck plus(long more) {
            return new Struck(count + 1, nanos + more);
        }
    }

    synchronized void add(long seed, History history, List<Verdict> found) {
        seeds.computeIfAbsent(Verdict.together(found), validity -> new ArrayList<>())
                .add(seed);
        addFaults(history.faults());
        for (Call call : history.calls()) {
            operations
                    .computeIfAbsent(call.invocation().f(), f -> new int[3])[
                    call.outcome().ordinal() - 1]++;
            if (call.is("guarded_write") && call.outcome() == OperationType.FAIL) {
                lateWrites++;
            }
        }
        found.forEach(verdict -> verdicts.computeIfAbsent(verdict.checker(), checker -> new int[3])[
                verdict.validity().ordinal()]++);
        nanos += history.operations().stream().mapToLong(Operation::time).max().orElse(0);
    }

    private void addFaults(List<Operation> remarks) {
        Map<String, Long> begun = new TreeMap<>();
        for (Operation remark : remarks) {
            if (!REMARKS.contains(remark.f())) {
                String which = remark.f() + " " + remark.text("detail");
                if (remark.text("phase").equals("begin")) {
                    begun.put(which, remark.time());
                } else if (begun.containsKey(which)) {
                    long lasted = remark.time() - begun.remove(which);
                    faults.merge(remark.f(), new Struck(1, lasted), (one, more) -> one.plus(lasted));
                }
            }
        }
    }

    int count() {
        return seeds.values().stream().mapToInt(List::size).sum();
    }

    /** Of all seeds together. */
    synchronized Validity validity() {
        return Validity.of(seeds.keySet());
    }

    List<Long> seeds(Validity validity) {
        return seeds.getOrDefault(validity, List.of());
    }

    Map<String, Struck> faults() {
        return faults;
    }

    double faultSeconds() {
        return faults.values().stream().mapToLong(Struck::nanos).sum() / 1e9;
    }

    /** OK, FAIL and INFO by function. */
    Map<String, int[]> operations() {
        return operations;
    }

    /** VALID, INVALID and UNKNOWN by checker. */
    Map<String, int[]> verdicts() {
        return verdicts;
    }

    /** Writes that PostgreSQL rejected for their token. */
    long lateWrites() {
        return lateWrites;
    }

    /** For a terminal. */
    synchronized String text() {
        var text = new StringBuilder(Format.of(
                "%d seeds in %.1f min of run time: %d valid, %d invalid %s, %d unknown %s%n",
                count(),
                nanos / 60e9,
                seeds(Validity.VALID).size(),
                seeds(Validity.INVALID).size(),
                seeds(Validity.INVALID),
                seeds(Validity.UNKNOWN).size(),
                seeds(Validity.UNKNOWN)));
        text.append(Format.of("%n%-16s %8s %10s%n", "fault", "count", "seconds"));
        faults.forEach((kind, struck) ->
                text.append(Format.of("%-16s %8d %10.1f%n", kind, struck.count(), struck.nanos() / 1e9)));
        text.append(Format.of(
                "%-16s %8d %10.1f%n",
                "all", faults.values().stream().mapToInt(Struck::count).sum(), faultSeconds()));
        table(text, "operation", List.of("ok", "fail", "info"), operations);
        text.append(Format.of("late writes that PostgreSQL rejected: %d%n", lateWrites));
        table(text, "checker", List.of("valid", "invalid", "unknown"), verdicts);
        return text.toString();
    }

    /** For programs: one object. */
    synchronized String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("seeds", count());
        seeds.forEach((validity, which) -> all.put(validity.text(), which));
        all.put("seconds", nanos / 1e9);
        Map<String, Object> struck = new LinkedHashMap<>();
        faults.forEach((kind, one) -> struck.put(kind, Map.of("count", one.count(), "seconds", one.nanos() / 1e9)));
        all.put("faults", struck);
        all.put("operations", named(operations, List.of("ok", "fail", "info")));
        all.put("rejected_late_writes", lateWrites);
        all.put("checkers", named(verdicts, List.of("valid", "invalid", "unknown")));
        return new GsonBuilder().setPrettyPrinting().create().toJson(all);
    }

    private static Map<String, Object> named(Map<String, int[]> rows, List<String> names) {
        Map<String, Object> named = new LinkedHashMap<>();
        rows.forEach((row, counts) -> {
            Map<String, Integer> cells = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                cells.put(names.get(i), counts[i]);
            }
            named.put(row, cells);
        });
        return named;
    }

    private static void table(StringBuilder text, String title, List<String> heads, Map<String, int[]> rows) {
        text.append(Format.of("%n%-24s %8s %8s %8s%n", title, heads.get(0), heads.get(1), heads.get(2)));
        rows.forEach(
                (name, counts) -> text.append(Format.of("%-24s %8d %8d %8d%n", name, counts[0], counts[1], counts[2])));
    }
}
