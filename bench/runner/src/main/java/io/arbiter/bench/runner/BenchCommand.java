package io.arbiter.bench.runner;

import io.arbiter.bench.runner.Run.Profile;
import io.arbiter.bench.runner.report.ResultTable;
import io.arbiter.bench.runner.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/run}: Arbiter measured beside others. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Measures Arbiter beside etcd and ZooKeeper: the same operations, the same number of clients,"
                    + " the same machine, in one run, round by round in turn.",
            "Writes results.json and report.html, which" + " hold the last run on localhost and the last over links."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:everything was measured",
            "1:something failed, and is missing from the results",
            "2:wrong arguments",
            "4:the run could not be set up, or not be carried on"
        },
        footer = {
            "",
            "Examples:",
            "  bench/run local --against etcd,zookeeper",
            "  bench/run local --against arbiter-tls --only cycle --clients 1,64",
            "  bench/run wan --only failover-both --rounds 3",
            "  bench/run local --quick --against none --only acquire,cycle --clients 1,256",
            "",
            "Environment: ARBITER_BUILD=never builds nothing; ARBITER_JAVA_OPTS for the bench's own JVM;",
            "ARBITER_BENCH_SERVER_OPTS for the JVMs of Arbiter's servers, beside the options that they ship with."
        })
public final class BenchCommand extends MeasuringCommand {
    private static final int FAILED = 1;
    /** The times of disk, loopback and links, beside the systems. */
    private static final String FLOOR = "floor";

    @Parameters(
            paramLabel = "local|wan",
            description = "All on localhost, or the three regions and their clients"
                    + " behind links of 70, 90 and 145 ms there and back.")
    private Profile profile;

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "SYSTEM",
            description = "etcd, zookeeper, arbiter-tls (with certificates on both sides, where arbiter speaks"
                    + " plaintext), arbiter-signed (which signs its grants too), or none. Who is named is installed if it is not there. Default: whoever of etcd"
                    + " and zookeeper is there.")
    private List<String> against;

    @Option(names = "--quick", description = "Two rounds of a second each: to see that it works, not for figures.")
    private boolean quick;

    @Option(names = "--rounds", paramLabel = "N", description = "1 to 100. Default: 5.")
    private Integer rounds;

    @Option(
            names = "--heating",
            paramLabel = "SECONDS",
            description = "How long each system is under load before"
                    + " anything is measured, 1 to 600. Default: 60; with --quick 3, which leaves JVMs half compiled.")
    private Integer heating;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "SCENARIO",
            completionCandidates = Names.class,
            description = "Some of ${COMPLETION-CANDIDATES}. Default: all.")
    private List<String> only = List.of();

    @Option(names = "--clients", split = ",", paramLabel = "N", description = "Only with so many clients.")
    private List<Integer> clients = List.of();

    /** The names of all scenarios, for the help. */
    static final class Names implements Iterable<String> {
        static List<String> all() {
            Stream<String> played = Stream.concat(Plan.local().stream(), Plan.wan().stream())
                    .flatMap(plan -> plan.scenarios().stream())
                    .map(Scenario::names)
                    .flatMap(List::stream)
                    .distinct();
            return Stream.concat(played, Stream.of(FLOOR)).toList();
        }

        @Override
        public Iterator<String> iterator() {
            return all().iterator();
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    protected int measure(Path project, Path directory) throws IOException, InterruptedException {
        Pace pace = pace();
        Selection selection = selection();
        Optional<List<String>> peers = peers();
        var progress = new Progress(System.out);
        try (var run = new Run(profile, directory, progress)) {
            closeAtExit(run::close);
            if (selection.takes(FLOOR)) {
                run.measureFloor();
            }
            run.enter(new Field(project, profile, progress).of(peers));
            for (Plan plan : profile == Profile.local ? Plan.local() : Plan.wan()) {
                run.carryOut(plan, pace, selection);
            }
            progress.say("%n%s", ResultTable.of(run.results()));
            return progress.failures() == 0 ? 0 : FAILED;
        }
    }

    private Pace pace() {
        Pace pace = quick ? Pace.QUICK : Pace.FULL;
        Pace heated =
                heating == null ? pace : pace.withHeating(Duration.ofSeconds(between("--heating", heating, 1, 600)));
        return rounds == null ? heated : heated.withRounds(between("--rounds", rounds, 1, 100));
    }

    private Selection selection() {
        known("--only", only, Names.all());
        return new Selection(only, clients);
    }

    private Optional<List<String>> peers() {
        if (against == null || against.equals(List.of("none"))) {
            return Optional.ofNullable(against).map(none -> List.of());
        }
        known("--against", against, Field.PEERS);
        return Optional.of(against);
    }

    private void known(String option, List<String> given, List<String> known) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw refusal(option + " is '" + name + "': expected some of " + String.join(", ", known));
        });
    }
}
