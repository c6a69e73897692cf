package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.files.WholeFile;
import io.arbiter.testsupport.html.Markup;
import io.arbiter.testsupport.html.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The results as one HTML file, to be opened from the disk or mailed: nothing is loaded from elsewhere. */
public final class Report {
    private static final String TITLE = "Arbiter measured beside others";
    private static final Map<String, String> PROFILES =
            Map.of("local", "On localhost", "wan", "Over 70, 90 and 145 ms");

    private Report() {}

    /** Replaces the file whole. @param results at least one */
    public static void write(Path file, Machine machine, List<Result> results) throws IOException {
        WholeFile.write(file, html(machine, results));
    }

    static String html(Machine machine, List<Result> results) {
        return Page.of(TITLE, Page.resource(Report.class, "report.css"), page -> {
            page.open("main");
            head(page, machine, results);
            List.of("local", "wan")
                    .forEach(profile -> section(
                            page,
                            profile,
                            results.stream()
                                    .filter(result -> result.profile().equals(profile))
                                    .toList()));
            page.close();
        });
    }

    private static void head(Markup page, Machine machine, List<Result> results) {
        page.leaf("h1", TITLE);
        page.open("ul", "class", "legend");
        results.stream()
                .collect(Collectors.toMap(Result::system, Result::version, (one, other) -> other, TreeMap::new))
                .forEach((system, version) -> page.open("li")
                        .empty("span", "class", "swatch " + system)
                        .text(version)
                        .close());
        page.close().line();
        page.leaf(
                "p",
                machine.processor() + "; " + machine.memory() + "; " + machine.system() + "; " + machine.java()
                        + ". Three servers of each system and the clients share it.",
                "class",
                "note");
        page.leaf(
                "p",
                "Medians over the rounds, which the systems play in turn; the thin line across the end of a bar "
                        + "and the small figures are the least and the most of any round. Latencies are corrected for "
                        + "coordinated omission. Compare the systems with each other: the machine's moods are in all of them.",
                "class",
                "note");
    }

    private static void section(Markup page, String profile, List<Result> results) {
        if (results.isEmpty()) {
            return;
        }
        page.open("section").leaf("h2", PROFILES.get(profile));
        page.leaf("p", "Measured " + results.get(0).measuredAt(), "class", "note");
        Charts.write(page, results, profile);
        RowTable.write(page, results);
        page.close();
    }
}
