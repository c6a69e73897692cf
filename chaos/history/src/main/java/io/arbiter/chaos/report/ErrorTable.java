package io.arbiter.chaos.report;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reasons why operations were not ok: the commonest errors. */
final class ErrorTable {
    private static final int MOST_ROWS = 15;

    private record Kind(String f, OperationType outcome, String error) implements Comparable<Kind> {
        @Override
        public int compareTo(Kind other) {
            return Comparator.comparing(Kind::f)
                    .thenComparing(Kind::outcome)
                    .thenComparing(Kind::error)
                    .compare(this, other);
        }
    }

    private ErrorTable() {}

    static void write(Markup page, Run run) {
        Map<Kind, Long> counts = run.requests().stream()
                .filter(call -> !call.isOk())
                .collect(Collectors.groupingBy(ErrorTable::kind, TreeMap::new, Collectors.counting()));
        if (counts.isEmpty()) {
            return;
        }
        Card.open(page, "card", "Why operations were not ok");
        if (counts.size() > MOST_ROWS) {
            Card.note(page, Format.of("The %d commonest of %s reasons.", MOST_ROWS, Format.count(counts.size())));
        }
        Table.open(page, "scroll", "", List.of("count", "operation", "outcome", "error"));
        counts.entrySet().stream()
                .sorted(Map.Entry.<Kind, Long>comparingByValue().reversed())
                .limit(MOST_ROWS)
                .forEach(entry -> row(page, entry.getKey(), entry.getValue()));
        Table.close(page).line();
        Card.close(page);
    }

    private static Kind kind(Call call) {
        String error = call.completion().map(Operation::error).orElse("no answer");
        return new Kind(call.invocation().f(), call.outcome(), alike(Format.shortened(error, 200)));
    }

    /** Errors that differ in their numbers only are one; a number at the start is a code and stays. */
    private static String alike(String error) {
        return error.replaceAll("(?<=\\D)\\d+", "#");
    }

    private static void row(Markup page, Kind kind, long count) {
        page.open("tr").leaf("td", Format.count(count), "class", "right").leaf("td", Format.shortened(kind.f, 60));
        page.leaf("td", kind.outcome.text(), "class", "type " + kind.outcome.text())
                .leaf("td", kind.error);
        page.close().line();
    }
}
