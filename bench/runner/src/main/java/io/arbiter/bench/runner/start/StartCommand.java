package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.MeasuringCommand;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/start --leases}: measures the effect of very many leases on servers. */
@Command(
        name = "bench/start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Measures how long servers with very many leases take to start, what they weigh, and whether"
                + " their snapshots hold up a client; bench/start --help says more.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:measured", "2:wrong arguments", "4:it could not be measured, or something was lost"})
public final class StartCommand extends MeasuringCommand {
    @Option(names = "--leases", paramLabel = "N", required = true, description = "1 to 2000000.")
    private int leases;

    @Option(
            names = "--snapshot-every",
            paramLabel = "ENTRIES",
            defaultValue = "5000",
            description = "Log entries from one snapshot to the next, 100 to 100000. Default: ${DEFAULT-VALUE}.")
    private int snapshotEvery;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StartCommand()).execute(arguments));
    }

    @Override
    protected int measure(Path project, Path directory) throws IOException, InterruptedException {
        StartPlan plan = StartPlan.of(
                between("--leases", leases, 1, 2_000_000), between("--snapshot-every", snapshotEvery, 100, 100_000));
        try (StartRun run = StartRun.start(project, directory.resolve("sites"), plan, System.out::println)) {
            closeAtExit(run::close);
            StartFigures figures = run.measure();
            figures.write(directory.resolve("start.json"));
            System.out.println("\n" + StartTable.of(figures));
            return 0;
        }
    }
}
