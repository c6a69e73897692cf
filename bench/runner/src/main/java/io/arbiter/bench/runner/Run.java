package io.arbiter.bench.runner;

import io.arbiter.bench.contest.Contestant;
import io.arbiter.bench.contest.Site;
import io.arbiter.bench.runner.report.Machine;
import io.arbiter.bench.runner.report.Report;
import io.arbiter.bench.runner.report.Result;
import io.arbiter.bench.runner.report.ResultFile;
import io.arbiter.bench.runner.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** One run: the clusters it starts, the plans it carries out, the files it writes. */
final class Run implements AutoCloseable {
    /** The place of servers and clients. */
    enum Profile {
        /** On this machine, as it is. */
        local,
        /** Behind links of 70, 90 and 145 ms. */
        wan
    }

    private final String measuredAt =
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final List<Entrant> entrants = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private final Profile profile;
    private final Path directory;
    private final Progress progress;

    /** @param directory for the results, and for what the servers store */
    Run(Profile profile, Path directory, Progress progress) {
        this.profile = profile;
        this.directory = directory;
        this.progress = progress;
    }

    void enter(List<Contestant> contestants) throws IOException {
        for (Contestant contestant : contestants) {
            progress.say("starting %s", contestant.version());
            Entrant entrant = Entrant.start(contestant, site(directory.resolve("sites")));
            synchronized (this) {
                entrants.add(entrant);
            }
        }
    }

    /** Before any server runs: the floor is that of an idle machine. */
    void measureFloor() throws IOException {
        Path sites = directory.resolve("sites");
        var floors = new Floors(measuredAt);
        if (profile == Profile.local) {
            results.addAll(floors.ofMachine(sites));
        } else {
            try (Site site = site(sites)) {
                results.addAll(floors.ofLinks(site));
            }
        }
        results.forEach(floor ->
                progress.say("floor: %s %s: p50 %,.3f ms", floor.scenario(), floor.where(), floor.p50Us() / 1e3));
    }

    private Site site(Path parent) throws IOException {
        return profile == Profile.wan ? Site.wan(parent) : Site.local(parent);
    }

    /** The systems that can be led as planned play each selected scenario. */
    void carryOut(Plan plan, Pace pace, Selection selection) throws IOException, InterruptedException {
        Plan chosen = plan.only(selection);
        if (chosen.scenarios().isEmpty()) {
            return;
        }
        var contest = new Contest(led(plan), pace, progress);
        contest.heat(chosen.heating());
        for (Scenario scenario : chosen.scenarios()) {
            contest.play(scenario, this::heading).stream()
                    .filter(result -> selection.takes(result.scenario()))
                    .forEach(results::add);
            write();
        }
    }

    private List<Entrant> led(Plan plan) {
        return entrants.stream()
                .filter(entrant -> {
                    boolean led = plan.leader().map(entrant.cluster()::lead).orElse(true);
                    if (!led) {
                        progress.say(
                                "%s cannot be led from %s and does not play there",
                                entrant.name(), Site.region(plan.leader().orElseThrow()));
                    }
                    return led;
                })
                .toList();
    }

    private Result.Heading heading(Entrant entrant, Scenario scenario) {
        return new Result.Heading(
                entrant.name(),
                entrant.contestant().version(),
                profile.name(),
                scenario.place().name(),
                scenario.clients(),
                scenario.ttl().map(Duration::toSeconds).map(Math::toIntExact).orElse(null),
                scenario.isLoad(),
                measuredAt);
    }

    /** After each scenario, so that a run that is cut short leaves results. */
    private void write() throws IOException {
        var file = new ResultFile(directory.resolve("results.json"));
        List<Result> all = new ArrayList<>(file.read().stream()
                .filter(result -> !result.profile().equals(profile.name()))
                .toList());
        all.addAll(profile == Profile.local ? 0 : all.size(), results);
        file.write(all);
        Report.write(directory.resolve("report.html"), Machine.here(), all);
    }

    List<Result> results() {
        return List.copyOf(results);
    }

    @Override
    public synchronized void close() {
        entrants.forEach(Entrant::close);
        entrants.clear();
    }
}
