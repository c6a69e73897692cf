package io.arbiter.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the benchmarks in virtual machines of their own, and writes the results for people and for programs. */
@Command(
        name = "bench/micro/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        version = "0.1.0",
        description = "Measures gate, guard, apply and codec with JMH: nanoseconds and bytes allocated per operation.")
public final class MicroCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "A look of a minute: one fork, short rounds, at most 100,000 leases.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIRECTORY",
            defaultValue = "${sys:bench.out:-bench/target}",
            description = "Where micro.json and JMH's own micro-jmh.json go. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Parameters(
            paramLabel = "PATTERN",
            defaultValue = ".*",
            description = "Only benchmarks whose name matches, e.g. Gate or Apply.*renew.")
    private String pattern;

    public static void main(String... arguments) {
        System.exit(new CommandLine(new MicroCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws RunnerException, IOException {
        Files.createDirectories(out);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(pattern)
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms3g", "-Xmx3g", "-XX:+UseParallelGC")
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(out.resolve("micro-jmh.json").toString());
        Collection<RunResult> results = new Runner((quick ? shorter(options) : whole(options)).build()).run();
        MicroResult.write(results, out.resolve("micro.json"));
        return 0;
    }

    private static ChainedOptionsBuilder whole(ChainedOptionsBuilder options) {
        return options.forks(2)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1));
    }

    private static ChainedOptionsBuilder shorter(ChainedOptionsBuilder options) {
        return options.forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(300))
                .param("leases", "1000", "100000")
                .param("commands", "1", "64");
    }
}
