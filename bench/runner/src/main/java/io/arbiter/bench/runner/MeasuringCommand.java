package io.arbiter.bench.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command of the bench: where its results go, how it refuses arguments, and how it ends. */
public abstract class MeasuringCommand implements Callable<Integer> {
    private static final int BROKEN = 4;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = Integer.MAX_VALUE,
            description = "For the results, and for what the servers store: it decides which disk is measured."
                    + " Default: bench/target.")
    private Path out;

    /**
     * Measures, and writes the results.
     *
     * @param project the tree with the server
     * @param directory for the results, and for what the servers store
     * @return the exit status
     */
    protected abstract int measure(Path project, Path directory) throws IOException, InterruptedException;

    @Override
    public final Integer call() {
        Path project = Field.home();
        try {
            return measure(project, out == null ? project.resolve("bench/target") : out);
        } catch (ParameterException wrong) {
            throw wrong;
        } catch (IOException | InterruptedException | RuntimeException broken) {
            spec.commandLine().getErr().println(spec.name() + ": " + broken.getMessage());
            return BROKEN;
        }
    }

    /** Also when this process is told to end, as by Ctrl-C. */
    protected static void closeAtExit(Runnable close) {
        Runtime.getRuntime().addShutdownHook(new Thread(close, "clean-up"));
    }

    protected final int between(String option, int given, int least, int most) {
        if (given < least || given > most) {
            throw refusal(option + " is " + given + ": expected " + least + " to " + most);
        }
        return given;
    }

    protected final ParameterException refusal(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
