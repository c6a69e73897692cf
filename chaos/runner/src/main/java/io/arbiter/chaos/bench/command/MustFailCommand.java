package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.chaos.bench.RunResult;
import io.arbiter.chaos.bench.mustfail.MustFail;
import io.arbiter.chaos.bench.output.RunFiles;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos must-fail}: finds deliberate faults. */
@Command(
        name = "must-fail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Breaks one thing at a time (no-guard, clock-tokens, gate-drift-bound), and demands that the "
                + "checkers convict it within so many seeds, and acquit the same run with that thing whole.",
        footer = {
            "%nExamples:",
            "  chaos must-fail",
            "  chaos must-fail --only no-guard",
            "%nExit codes: 0 all were convicted, and acquitted when whole; 1 not so; 2 wrong usage; 4 a node did not "
                    + "start, ended by itself, or did not keep to the protocol; 5 the bench itself failed."
        })
public final class MustFailCommand implements Callable<Integer> {
    @Option(names = "--only", paramLabel = "NAMES", split = ",", description = "Only these, between commas.")
    private List<String> only = List.of();

    @Option(
            names = "--node",
            paramLabel = "COMMAND",
            description = "Command line of a node that knows --wrong "
                    + "no-guard and --wrong clock-tokens. Default: ${sys:chaos.bin:-chaos/bin}/arbiter-maelstrom")
    private String node = Path.of(System.getProperty("chaos.bin", "chaos/bin"), "arbiter-maelstrom")
            .toString();

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files go. Default: a new temporary directory")
    private Path out;

    @Spec
    private CommandSpec spec;

    private Terminal terminal;
    private Path directory;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<MustFail> chosen = chosen();
        terminal = new Terminal(spec);
        directory = RunDirectory.of(out, "must-fail");
        boolean all = true;
        for (MustFail each : chosen) {
            terminal.print(each.name() + ": " + each.what());
            all &= isConvicted(each) & isAcquitted(each);
        }
        terminal.print(all ? "all convicted, and acquitted when whole" : "NOT ALL as they must be; see " + directory);
        return all ? ExitStatus.VALID : ExitStatus.VIOLATION;
    }

    private List<MustFail> chosen() {
        List<MustFail> all = MustFail.all(node);
        List<String> names = all.stream().map(MustFail::name).toList();
        if (!names.containsAll(only)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--only " + String.join(",", only) + ": expected some of " + String.join(",", names));
        }
        return all.stream()
                .filter(each -> only.isEmpty() || only.contains(each.name()))
                .toList();
    }

    private boolean isConvicted(MustFail each) throws IOException, InterruptedException {
        for (long seed = 1; seed <= each.seeds(); seed++) {
            RunResult result = run(each.broken().withSeed(seed), each.name() + "-broken-seed-" + seed);
            Optional<Verdict> conviction = conviction(each, result);
            if (conviction.isPresent()) {
                terminal.print("  convicted with seed %d (of at most %d) by %s: %s%n    %s"
                        .formatted(
                                seed,
                                each.seeds(),
                                conviction.get().checker(),
                                conviction.get().summary(),
                                result.info().command()));
                return true;
            }
        }
        terminal.print("  NOT CONVICTED within %d seeds".formatted(each.seeds()));
        return false;
    }

    private boolean isAcquitted(MustFail each) throws IOException, InterruptedException {
        RunResult result = run(each.whole(), each.name() + "-whole");
        Optional<Verdict> conviction = conviction(each, result);
        terminal.print(conviction
                .map(verdict -> "  CONVICTED though whole, by " + verdict.checker() + ": " + verdict.summary())
                .orElse("  acquitted when whole"));
        return conviction.isEmpty();
    }

    private RunResult run(RunOptions options, String name) throws IOException, InterruptedException {
        terminal.progress("---- " + name);
        Path own = Files.createDirectories(directory.resolve(name));
        RunResult result = RunCommand.run(options, own, terminal);
        terminal.progress("     " + result.validity() + ", " + RunFiles.report(own));
        return result;
    }

    private static Optional<Verdict> conviction(MustFail each, RunResult result) {
        return result.verdicts().stream()
                .filter(verdict -> verdict.validity() == Validity.INVALID
                        && each.checkers().contains(verdict.checker()))
                .findFirst();
    }
}
