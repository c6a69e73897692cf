package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.bench.Workloads;
import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.output.RunFiles;
import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.history.Recorder;
import io.arbiter.chaos.report.data.RunInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code chaos check}: judges a history that was recorded before. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks a recorded history, one JSON object a line.",
        footer = {
            "%nExamples:",
            "  chaos check history.jsonl --workload lin-kv",
            "  chaos check history.jsonl --workload lease --out /tmp/again -o json",
            ExitStatus.HELP
        })
public final class CheckCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The history, as run writes it to history.jsonl.")
    private Path file;

    @Option(
            names = "--workload",
            required = true,
            paramLabel = "NAME",
            description = "Whose checkers judge it: echo, unique-ids, lin-kv or lease.")
    private String workload;

    @Option(names = "--out", paramLabel = "DIR", description = "Writes a report there.")
    private Path out;

    @Mixin
    private SummaryFormat format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Checker> checkers = checkers();
        History history = history();
        List<Verdict> verdicts =
                checkers.stream().map(checker -> checker.check(history)).toList();
        var info = new RunInfo(
                workload + ", " + file.getFileName(),
                "chaos/bin/chaos check " + file + " --workload " + workload,
                Map.of());
        if (out != null) {
            RunFiles.write(out, info, history, verdicts);
        }
        new Terminal(spec).print(format.summary(info, history, verdicts));
        return ExitStatus.of(Verdict.together(verdicts));
    }

    private History history() {
        try {
            return JsonLines.read(file);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "no history can be read from " + file + ": " + e, e);
        }
    }

    private List<Checker> checkers() {
        try (var unused = new EventLoop()) {
            return Workloads.named(
                            workload,
                            unused,
                            () -> 0,
                            new Recorder(() -> 0, 0),
                            new LeaseOptions(Duration.ofSeconds(1), 0, 1))
                    .checkers();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
