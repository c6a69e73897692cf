package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.bench.Bench;
import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.chaos.bench.RunResult;
import io.arbiter.chaos.bench.output.RunFiles;
import io.arbiter.chaos.check.Verdict.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos run}: one run. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs nodes that speak Maelstrom's protocol under a workload and faults, checks the history, and "
                + "writes a report.",
        footer = {
            "%nExamples:",
            "  chaos run --workload lin-kv --nodes 5 --nemesis partition",
            "  chaos run --workload lease --nemesis holder-pause,kill,clock --time-limit 60s --seed 7",
            "  chaos run --workload lin-kv --nemesis partition,pause --seed 7 --dry-run",
            "  chaos run --workload echo --nodes 1 --node 'python3 echo.py'",
            ExitStatus.HELP
        })
public final class RunCommand implements Callable<Integer> {
    private static final int SEEDS = 1_000_000;

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "NAME",
            description = "echo, unique-ids, lin-kv or lease.")
    private String workload;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    private int nodes;

    @Option(
            names = "--nemesis",
            paramLabel = "NAMES",
            defaultValue = "none",
            description = "Kinds of faults, between commas: none; partition (any of halves, ring, bridge, one-way, "
                    + "node, leader; or one of them: partition-ring, ...); kill; pause; clock; slow; loss; and for "
                    + "leases drift, holder-pause, holder-cut. Default: ${DEFAULT-VALUE}")
    private String nemesis;

    @Option(names = "--seed", paramLabel = "N", description = "Of all that is drawn. Default: a random one")
    private Long seed;

    @Mixin
    private RunArguments arguments;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files go. Default: a new temporary directory")
    private Path out;

    @Mixin
    private SummaryFormat format;

    @Option(names = "--dry-run", description = "Only prints the schedule of the faults.")
    private boolean dryRun;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RunOptions options = options();
        var terminal = new Terminal(spec);
        if (dryRun) {
            terminal.print("seed " + options.seed() + "\n" + Bench.schedule(options));
            return ExitStatus.VALID;
        }
        Path directory = RunDirectory.of(out, RunDirectory.name(options));
        terminal.progress("seed " + options.seed() + ", files in " + directory);
        RunResult result = run(options, directory, terminal);
        terminal.print(format.summary(result.info(), result.history(), result.verdicts())
                + (format.isText() ? "  report: " + RunFiles.report(directory) : ""));
        return ExitStatus.of(result.validity());
    }

    RunOptions options() {
        long drawn = seed == null ? ThreadLocalRandom.current().nextInt(SEEDS) : seed;
        try {
            return arguments.options(workload, nodes, nemesis, drawn);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Runs and writes the files. */
    static RunResult run(RunOptions options, Path directory, Terminal terminal)
            throws IOException, InterruptedException {
        RunResult result = Bench.run(options, directory, terminal::progress);
        RunFiles.write(directory, result.info(), result.history(), result.verdicts());
        if (result.validity() == Validity.VALID) {
            RunDirectory.deleteData(directory);
        }
        return result;
    }
}
