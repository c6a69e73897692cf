package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.arguments.SeedRange;
import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.chaos.bench.RunResult;
import io.arbiter.chaos.bench.nemesis.Nemeses;
import io.arbiter.chaos.bench.output.RunFiles;
import io.arbiter.chaos.bench.process.NodeFailedException;
import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.report.IndexPage;
import io.arbiter.chaos.report.RunRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos sweep}: many runs, one after another. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs each workload under each nemesis with each seed, one after another, and writes a report of "
                + "each, an index page, and a table. What does not fit together (holder-pause without leases) is left "
                + "out. A nemesis may be several kinds at once: kill+partition.",
        footer = {
            "%nExamples:",
            "  chaos sweep --workloads lin-kv,lease --nemeses none,partition,kill --seeds 1..5",
            "  chaos sweep --workloads lease --nemeses holder-pause,holder-cut+clock --nodes 3,5 --time-limit 20s",
            ExitStatus.HELP
        })
public final class SweepCommand implements Callable<Integer> {
    @Option(
            names = "--workloads",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "lin-kv,unique-ids,lease",
            description = "Default: ${DEFAULT-VALUE}")
    private List<String> workloads;

    @Option(
            names = "--nemeses",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "none,partition,kill,pause,clock,slow,loss,drift,holder-pause,holder-cut",
            description = "Default: ${DEFAULT-VALUE}")
    private List<String> nemeses;

    @Option(
            names = "--nodes",
            paramLabel = "N,...",
            split = ",",
            defaultValue = "3",
            description = "Default: ${DEFAULT-VALUE}")
    private List<Integer> nodes;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            defaultValue = "1..1",
            converter = SeedRange.Converter.class,
            description = "From the first to the last. Default: ${DEFAULT-VALUE}")
    private SeedRange seeds;

    @Mixin
    private RunArguments arguments;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files go. Default: a new temporary directory")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<RunOptions> runs = runs();
        var terminal = new Terminal(spec);
        Path directory = RunDirectory.of(out, "sweep");
        List<RunRow> rows = new ArrayList<>();
        for (RunOptions options : runs) {
            terminal.progress("---- run %d of %d: %s, seed %d"
                    .formatted(rows.size() + 1, runs.size(), options.title(), options.seed()));
            RunRow row = run(options, directory, terminal);
            rows.add(row);
            terminal.progress("     " + row.verdict());
            IndexPage.write(directory.resolve("index.html"), rows);
            Files.writeString(directory.resolve("table.md"), IndexPage.markdown(rows));
        }
        terminal.print(IndexPage.markdown(rows) + "\nindex: " + directory.resolve("index.html"));
        return ExitStatus.of(Validity.of(rows.stream().map(RunRow::verdict).toList()));
    }

    private List<RunOptions> runs() {
        List<RunOptions> runs = new ArrayList<>();
        for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
            for (int count : nodes) {
                for (String workload : workloads) {
                    for (String nemesis : nemeses) {
                        add(runs, workload, count, nemesis.replace('+', ','), seed);
                    }
                }
            }
        }
        if (runs.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no nemesis of " + nemeses + " fits a workload of " + workloads + " with nodes " + nodes);
        }
        return runs;
    }

    private void add(List<RunOptions> runs, String workload, int count, String nemesis, long seed) {
        try {
            RunOptions calm = arguments.options(workload, count, "none", seed);
            if (Nemeses.fit(nemesis, calm.ground())) {
                runs.add(arguments.options(workload, count, nemesis, seed));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A node that fails costs one run, not the sweep. */
    private static RunRow run(RunOptions options, Path directory, Terminal terminal)
            throws IOException, InterruptedException {
        String name = RunDirectory.name(options);
        Path own = Files.createDirectories(directory.resolve(name));
        String workload = options.workload() + ", " + options.nodes() + (options.nodes() == 1 ? " node" : " nodes");
        try {
            RunResult result = RunCommand.run(options, own, terminal);
            return RunRow.of(
                    options.seed(),
                    workload,
                    options.nemesis(),
                    result.history(),
                    result.verdicts(),
                    name + "/" + RunFiles.report(own).getFileName());
        } catch (NodeFailedException e) {
            terminal.progress(e.getMessage());
            return new RunRow(
                    options.seed(), workload, options.nemesis(), 0, 0, 0, Validity.UNKNOWN, Duration.ZERO, "");
        }
    }
}
