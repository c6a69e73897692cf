package io.arbiter.bench.runner.growth;

import io.arbiter.bench.runner.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
public final class GrowthCommand implements Callable<Integer> {
    private static final int BROKEN = 4;

    @Spec
    private CommandSpec spec;

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

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For growth.json, and for what the servers store." + " Default: bench/target.")
    private Path out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new GrowthCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        between("--minutes", minutes, 1, 1440);
        if (snapshotEvery != null) {
            between("--snapshot-every", snapshotEvery, 100, 100_000_000);
        }
        Path project = Field.home();
        Path directory = out == null ? project.resolve("bench/target") : out;
        GrowthPlan plan = GrowthPlan.of(minutes, Optional.ofNullable(snapshotEvery));
        try (GrowthRun run = GrowthRun.start(project, directory.resolve("sites"), plan, System.out::println)) {
            // On Ctrl-C too.
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "clean-up"));
            Growth growth = run.measure();
            growth.write(directory.resolve("growth.json"));
            System.out.println("\n" + GrowthTable.of(growth));
            return 0;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            spec.commandLine().getErr().println("bench/growth: " + broken.getMessage());
            return BROKEN;
        }
    }

    private void between(String option, int given, int least, int most) {
        if (given < least || given > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + given + ": expected " + least + " to " + most);
        }
    }
}
