package io.arbiter.chaos.cli;

import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.bench.command.CheckCommand;
import io.arbiter.chaos.bench.command.MustFailCommand;
import io.arbiter.chaos.bench.command.RunCommand;
import io.arbiter.chaos.bench.command.SweepCommand;
import io.arbiter.chaos.bench.process.NodeFailedException;
import io.arbiter.chaos.cluster.ClusterCommand;
import io.arbiter.chaos.power.PowerCommand;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code chaos COMMAND ...}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tests Arbiter, and whatever else speaks Maelstrom's protocol, from the outside: workloads, "
                + "faults, histories, checkers.",
        footer = {
            "%nExamples:",
            "  chaos run --workload lin-kv --nodes 5 --nemesis partition --time-limit 30s",
            "  chaos sweep --workloads lin-kv,lease --nemeses partition,kill,pause --seeds 1..3",
            "  chaos must-fail",
            "  chaos cluster --seeds 1..10",
            "  chaos power --seeds 1..500",
            "  chaos check history.jsonl --workload lease",
            ExitStatus.HELP
        },
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            SweepCommand.class,
            MustFailCommand.class,
            ClusterCommand.class,
            PowerCommand.class
        })
public final class ChaosCli implements Runnable {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    static int execute(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new ChaosCli())
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                // An @ in a node's command line is meant literally.
                .setExpandAtFiles(false)
                .setExitCodeExceptionMapper(ChaosCli::status)
                .setExecutionExceptionHandler(ChaosCli::explain)
                .execute(args);
    }

    /** Errors that people can act on in words; a failure of the bench with its trace. */
    private static int explain(Exception thrown, CommandLine line, CommandLine.ParseResult parsed) {
        if (thrown instanceof NodeFailedException || thrown instanceof IOException) {
            line.getErr().println("chaos: " + thrown.getMessage());
        } else {
            thrown.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        return status(thrown);
    }

    private static int status(Throwable thrown) {
        if (thrown instanceof ParameterException) {
            return ExitStatus.USAGE;
        }
        return thrown instanceof NodeFailedException ? ExitStatus.NODE_FAILURE : ExitStatus.BENCH_FAILURE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }
}
