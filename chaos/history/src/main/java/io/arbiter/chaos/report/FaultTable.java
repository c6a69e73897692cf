package io.arbiter.chaos.report;

import io.arbiter.chaos.report.data.FaultPeriod;
import io.arbiter.chaos.report.data.Phase;
import io.arbiter.chaos.report.data.Run;
import io.arbiter.testsupport.html.Card;
import io.arbiter.testsupport.html.Format;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Table;
import java.util.List;
import java.util.stream.Collectors;

/** Every fault with its time, kind and detail. */
final class FaultTable {
    private static final int MOST_ROWS = 500;

    private FaultTable() {}

    static void write(Markup page, Run run) {
        Card.open(page, "card", "Faults");
        Card.note(page, note(run) + phases(run));
        if (!run.faults().isEmpty()) {
            rows(page, run);
        }
        page.close().line();
    }

    private static String note(Run run) {
        if (run.faults().isEmpty()) {
            return "None struck.";
        }
        return run.faults().size() <= MOST_ROWS
                ? Format.count(run.faults().size()) + " in the order of their begin."
                : Format.of(
                        "The first %s of %s.",
                        Format.count(MOST_ROWS), Format.count(run.faults().size()));
    }

    private static String phases(Run run) {
        return run.phases().isEmpty()
                ? ""
                : " Phases: " + run.phases().stream().map(Phase::title).collect(Collectors.joining("; ")) + ".";
    }

    private static void rows(Markup page, Run run) {
        Table.open(page, "scroll tall", "", List.of("begin", "end", "for", "kind", "detail"));
        for (FaultPeriod fault :
                run.faults().subList(0, Math.min(MOST_ROWS, run.faults().size()))) {
            page.open("tr").leaf("td", Format.instant(fault.from()), "class", "right");
            String end = fault.isMoment() ? "" : fault.ended() ? Format.instant(fault.to()) : "not ended";
            page.leaf("td", end, "class", "right");
            page.leaf("td", fault.isMoment() ? "" : Format.duration(fault.to() - fault.from()), "class", "right");
            page.open("td").empty("span", "class", "swatch " + run.kinds().colour(Format.shortened(fault.kind(), 24)));
            page.text(fault.kind()).close();
            page.leaf("td", Format.shortened(fault.detail(), 300)).close().line();
        }
        Table.close(page).line();
    }
}
