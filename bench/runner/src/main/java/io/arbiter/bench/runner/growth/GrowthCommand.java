package io.arbiter.bench.runner.growth;

import io.arbiter.bench.runner.MeasuringCommand;
import io.arbiter.bench.runner.report.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/growth}: measures the growth left by a day of renewals. */
@Command(
        name = "bench/growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures whether log and heap of Arbiter's servers grow: three of them on localhost, as they"
                    + " ship, 10,000 sessions, 1,000 renewals a second at a steady rate.",
            "Looks at each server every 10 s;"
                    + " collects its heap each minute and after each purge of its log, which keeps resident memory lower"
                    + " than it would be.",
            "Draws a line through the lowest points between purges of the log, extrapolates"
                    + " it to 24 h, and writes growth.json with every sample."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured, whatever grows", "2:wrong arguments", "4:it could not be measured"},
        footer = {
            "",
            "Examples:",
            "  bench/growth --minutes 30",
            "  bench/growth --minutes 20 --snapshot-every 10000",
            "",
            "Environment: ARBITER_BUILD=never builds nothing; ARBITER_JAVA_OPTS for the bench's own JVM;",
            "ARBITER_BENCH_SERVER_OPTS for the servers' JVMs, beside the options that they ship with."
        })
public final class GrowthCommand extends MeasuringCommand {
    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long, 1 to 1440. Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--snapshot-every",
            paramLabel = "ENTRIES",
            description = "Log entries from one snapshot to the"
                    + " next, 100 to 100000000, so that more cycles fit in. Default: what ships.")
    private Integer snapshotEvery;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GrowthCommand()).execute(arguments));
    }

    @Override
    protected int measure(Path project, Path directory) throws IOException, InterruptedException {
        between("--minutes", minutes, 1, 1440);
        if (snapshotEvery != null) {
            between("--snapshot-every", snapshotEvery, 100, 100_000_000);
        }
        GrowthPlan plan = GrowthPlan.of(minutes, Optional.ofNullable(snapshotEvery));
        try (GrowthRun run = GrowthRun.start(project, directory.resolve("sites"), plan, System.out::println)) {
            closeAtExit(run::close);
            Growth growth = run.measure();
            JsonFile.write(directory.resolve("growth.json"), growth);
            System.out.println("\n" + GrowthTable.of(growth));
            return 0;
        }
    }
}
