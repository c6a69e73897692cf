package io.arbiter.chaos.report.data;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A time at which two clients' gates of one resource were open at once. */
public record GateOverlap(List<String> clients, long from, long to) {
    /** Of one resource. Shows every overlap; the checker decides whether it is a violation. */
    public static List<GateOverlap> of(List<Call> calls) {
        List<Call> gates = calls.stream()
                .filter(call -> call.is("gate"))
                .sorted(Comparator.comparingLong(call -> call.invocation().time()))
                .toList();
        List<GateOverlap> overlaps = new ArrayList<>();
        // Enough to compare with the one open longest: all others still open overlap it too, and are shown with it.
        Call longest = null;
        for (Call gate : gates) {
            if (longest != null) {
                add(overlaps, longest, gate);
            }
            longest = longest == null || end(gate) > end(longest) ? gate : longest;
        }
        return overlaps;
    }

    private static void add(List<GateOverlap> overlaps, Call earlier, Call later) {
        String one = Fields.of(earlier, "client");
        String other = Fields.of(later, "client");
        long from = later.invocation().time();
        long to = Math.min(end(earlier), end(later));
        if (!one.equals(other) && from <= to) {
            overlaps.add(new GateOverlap(List.of(one, other), from, to));
        }
    }

    /** The time when a gate was last seen open; if it was not seen closing, that of its first look. */
    public static long end(Call gate) {
        return gate.completion().map(Operation::time).orElse(gate.invocation().time());
    }
}
