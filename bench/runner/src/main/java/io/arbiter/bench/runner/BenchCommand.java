package io.arbiter.bench.runner;

import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.LocalSite;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.contest.WanSite;
import io.arbiter.bench.runner.arbiter.ArbiterContestant;
import io.arbiter.bench.runner.report.Result;
import io.arbiter.bench.runner.report.ResultFile;
import io.arbiter.bench.runner.report.ResultTable;
import io.arbiter.bench.runner.scenario.Cycle;
import io.arbiter.bench.runner.scenario.Scenario;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench/run}: Arbiter measured beside others. */
@Command(name = "bench/run", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Measures Arbiter beside etcd and ZooKeeper: the same operations, the same number of clients, "
                + "the same machine, in one run, round by round in turn.")
public final class BenchCommand implements Callable<Integer> {
    private enum Profile { local, wan }

    @Parameters(paramLabel = "local|wan", description = "All on localhost, or behind links of 70, 90 and 145 ms.")
    private Profile profile;
    @Option(names = "--quick", description = "Two rounds of a second each: to see whether it works.")
    private boolean quick;
    @Option(names = "--rounds", paramLabel = "N", description = "Default: 5.")
    private Integer rounds;
    @Option(names = "--only", split = ",", paramLabel = "SCENARIO")
    private List<String> only = List.of();
    @Option(names = "--clients", split = ",", paramLabel = "N", description = "Only with so many clients.")
    private List<Integer> clients = List.of();
    @Option(names = "--out", paramLabel = "DIR")
    private Path out;

    private final Path project = Path.of(System.getProperty("bench.home", ".")).toAbsolutePath().normalize();
    private final List<Entrant> entrants = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "clean-up"));
        Path directory = out == null ? project.resolve("bench/target") : out;
        Pace pace = quick ? Pace.quick() : Pace.full();
        if (rounds != null) {
            pace = pace.withRounds(rounds);
        }
        PrintStream progress = System.out;
        List<Contestant> contestants = List.of(new ArbiterContestant(project, "0.1.0"));
        for (Contestant contestant : contestants) {
            progress.println("starting " + contestant.version());
            entrants.add(Entrant.start(contestant, site(directory.resolve("sites"))));
        }
        var contest = new Contest(entrants, pace, profile.name(), progress);
        new Contest(entrants, pace.heated(), profile.name(), progress).play(new Cycle(64));
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            contest.play(scenario).stream().filter(result -> only.isEmpty() || only.contains(result.scenario()))
                    .forEach(results::add);
        }
        ResultFile.write(directory.resolve("results.json"), results);
        progress.print(ResultTable.of(results));
        return 0;
    }

    private List<Scenario> scenarios() {
        return Stream.of(1, 16, 64, 256, 1024).<Scenario>map(Cycle::new)
                .filter(scenario -> only.isEmpty() || scenario.names().stream().anyMatch(only::contains))
                .filter(scenario -> clients.isEmpty() || clients.contains(scenario.clients())).toList();
    }

    private Site site(Path parent) throws IOException {
        return profile == Profile.wan ? WanSite.open(parent) : LocalSite.open(parent);
    }

    private synchronized void close() {
        entrants.forEach(Entrant::close);
        entrants.clear();
    }
}
