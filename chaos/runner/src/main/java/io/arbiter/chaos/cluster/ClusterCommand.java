package io.arbiter.chaos.cluster;

import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.arguments.ExitStatus;
import io.arbiter.chaos.arguments.OutputFormat;
import io.arbiter.chaos.arguments.SeedRange;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code chaos cluster}: real clients, real servers, a real database, real faults. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs seeds against three real servers behind emulated links and a real PostgreSQL.",
            "One seed fixes the faults and the workload. While faults strike anything may fail; then all is healed,"
                    + " holders are killed or stopped, and everybody else must get what they want, within S7's bound."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every seed is valid",
            "1:a seed is invalid",
            "2:wrong arguments",
            "3:no seed is invalid, but one could not be judged",
            "4:the run could not be set up, or not be carried on"
        },
        footer = {
            "",
            "Examples:",
            "  chaos cluster --seeds 1..100 --keep-going",
            "  chaos cluster --nemesis partition,holder-pause --seeds 7",
            "  chaos cluster --seeds 1 --duration 8h" + "   (a soak: seeds from 1 on, until the time is over)"
        })
public final class ClusterCommand implements Callable<Integer> {
    private static final int BROKEN = 4;
    private static final Duration ENDLESS = Duration.ofDays(365);

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"--seeds", "--seed"},
            paramLabel = "A..B",
            defaultValue = "1",
            converter = SeedRange.Converter.class,
            description = "One seed, or all from A to B. Default: ${DEFAULT-VALUE}.")
    private SeedRange seeds;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Durations.PositiveConverter.class,
            description = "Run seeds from the first on until the time is over: 8h.")
    private Duration duration;

    @Option(
            names = "--nemesis",
            split = ",",
            paramLabel = "KIND",
            defaultValue = "all",
            completionCandidates = Kinds.class,
            description =
                    "What strikes: all, none, or some of" + " ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private List<String> nemesis;

    @Option(
            names = "--safety",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = Durations.PositiveConverter.class,
            description = "For how long faults strike. Default: ${DEFAULT-VALUE}.")
    private Duration safety;

    @Option(
            names = "--liveness",
            paramLabel = "TIME",
            defaultValue = "120s",
            converter = Durations.PositiveConverter.class,
            description = "How long anything may take once all is healed; S7's bound is a checker's. Default:"
                    + " ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Durations.PositiveConverter.class,
            description = "Of every session. Default: ${DEFAULT-VALUE}.")
    private Duration ttl;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "40",
            description = "Operations a second in each region. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--block",
            paramLabel = "B",
            defaultValue = "0",
            description = "Of loopback addresses; several runs go side by side. Default: any that is free.")
    private int block;

    @Option(names = "--out", paramLabel = "DIR", description = "For reports and logs. Default: a temporary one.")
    private Path out;

    @Option(names = "--keep-going", description = "Do not stop at the first seed that is not valid.")
    private boolean keepGoing;

    @Option(
            names = "--without-guard",
            description = "Leave PostgreSQL's guard out, to see what it prevents: when"
                    + " holders are paused, updates are lost.")
    private boolean withoutGuard;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: ${DEFAULT-VALUE}.")
    private OutputFormat format;

    /** The names of all faults, for the help. */
    static final class Kinds implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Nemeses.names().iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        // Libraries print to System.out; the results go past them.
        var results = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        ClusterOptions options = options();
        Progress progress = new Progress(isJson() ? System.err : results);
        try (var campaign = new SeedSweep(options, keepGoing, progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(campaign, results), "clean-up"));
            campaign.run(
                    duration == null ? seeds : SeedRange.from(seeds.first()), duration == null ? ENDLESS : duration);
            return ExitStatus.of(campaign.tally().validity());
        } catch (IOException | InterruptedException | SQLException | RuntimeException broken) {
            spec.commandLine().getErr().println("chaos cluster: " + broken + "; logs: " + options.out());
            return BROKEN;
        }
    }

    /** At the end of this process, Ctrl-C included: the results so far are worth knowing. */
    private void end(SeedSweep campaign, PrintStream results) {
        campaign.close();
        results.println(isJson() ? campaign.tally().json() : campaign.tally().text());
    }

    private ClusterOptions options() throws IOException {
        if (rate < 1 || rate > 1_000) {
            throw new ParameterException(spec.commandLine(), "--rate is " + rate + ": expected 1 to 1000");
        }
        Path directory = out == null ? Files.createTempDirectory("chaos-cluster-") : out.toAbsolutePath();
        return new ClusterOptions(kinds(), safety, patience, ttl, rate, block, !withoutGuard, directory);
    }

    private boolean isJson() {
        return format == OutputFormat.json;
    }

    private Set<String> kinds() {
        try {
            return nemesis.equals(List.of("none")) ? Set.of() : Nemeses.parse(nemesis);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), "--nemesis: " + unknown.getMessage(), unknown);
        }
    }
}
