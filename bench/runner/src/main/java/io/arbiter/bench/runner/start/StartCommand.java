package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
public final class StartCommand implements Callable<Integer> {
    private static final int BROKEN = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--leases", paramLabel = "N", required = true, description = "1 to 2000000.")
    private int leases;

    @Option(
            names = "--snapshot-every",
            paramLabel = "ENTRIES",
            defaultValue = "5000",
            description = "Log entries from one snapshot to the next, 100 to 100000. Default: ${DEFAULT-VALUE}.")
    private int snapshotEvery;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "For start.json, to which it adds, and for what the" + " servers store. Default: bench/target.")
    private Path out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StartCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        between("--leases", leases, 1, 2_000_000);
        between("--snapshot-every", snapshotEvery, 100, 100_000);
        Path project = Field.home();
        Path directory = out == null ? project.resolve("bench/target") : out;
        try (StartRun run = StartRun.start(
                project, directory.resolve("sites"), StartPlan.of(leases, snapshotEvery), System.out::println)) {
            // On Ctrl-C too.
            Runtime.getRuntime().addShutdownHook(new Thread(run::close, "clean-up"));
            StartFigures figures = run.measure();
            figures.write(directory.resolve("start.json"));
            System.out.println("\n" + StartTable.of(figures));
            return 0;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            spec.commandLine().getErr().println("bench/start: " + broken.getMessage());
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
