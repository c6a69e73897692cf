package io.arbiter.chaos.report.data;

import io.arbiter.chaos.history.Operation;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a run: {@code safety}, {@code heal} or {@code liveness}.
 *
 * @param from nanoseconds since the run started
 * @param to the start of the next, or the end of the history
 */
public record Phase(String name, long from, long to) {
    public String title() {
        return name + ", " + Format.instant(from) + " to " + Format.instant(to);
    }

    static List<Phase> of(List<Operation> faults, long end) {
        List<Operation> marks =
                faults.stream().filter(mark -> mark.f().equals("phase")).toList();
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            String name = Format.shortened(Fields.of(marks.get(i), "name"), 40);
            if (!name.equals("end")) {
                phases.add(new Phase(
                        name,
                        marks.get(i).time(),
                        i + 1 < marks.size() ? marks.get(i + 1).time() : end));
            }
        }
        return phases;
    }
}
