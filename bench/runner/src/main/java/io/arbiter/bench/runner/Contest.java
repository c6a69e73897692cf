package io.arbiter.bench.runner;

import io.arbiter.bench.runner.measure.Reading;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.report.Result;
import io.arbiter.bench.runner.scenario.Scenario;
import io.arbiter.bench.runner.scenario.Stage;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Plays scenarios: each is prepared on all systems, then played by one after the other, round by round, each round
 * beginning with another system, so that the machine's moods hit all alike. Who does not play is idle.
 */
final class Contest {
    private final List<Entrant> entrants;
    private final Pace pace;
    private final String profile;
    private final PrintStream progress;

    Contest(List<Entrant> entrants, Pace pace, String profile, PrintStream progress) {
        this.entrants = entrants;
        this.pace = pace;
        this.profile = profile;
        this.progress = progress;
    }

    List<Result> play(Scenario scenario) throws InterruptedException {
        Map<Entrant, Stage> stages = new LinkedHashMap<>();
        try {
            entrants.forEach(entrant -> prepare(scenario, entrant).ifPresent(stage -> stages.put(entrant, stage)));
            for (Map.Entry<Entrant, Stage> stage : stages.entrySet()) {
                play(scenario, stage.getKey(), stage.getValue(), pace.warmUp(), "warm-up");
            }
            Map<Entrant, List<Round>> rounds = new LinkedHashMap<>();
            stages.keySet().forEach(entrant -> rounds.put(entrant, new ArrayList<>()));
            for (int number = 1; number <= pace.rounds(); number++) {
                for (Entrant entrant : rotated(List.copyOf(stages.keySet()), number - 1)) {
                    play(scenario, entrant, stages.get(entrant), pace.round(), number + "/" + pace.rounds())
                            .ifPresent(rounds.get(entrant)::add);
                }
            }
            return results(scenario, rounds);
        } finally {
            stages.values().forEach(Stage::close);
        }
    }

    private Optional<Stage> prepare(Scenario scenario, Entrant entrant) {
        Optional<Stage> stage = scenario.prepare(entrant.cluster());
        if (stage.isEmpty()) {
            say("%s: %s has no such thing", title(scenario), entrant.name());
        }
        return stage;
    }

    private Optional<Round> play(Scenario scenario, Entrant entrant, Stage stage, Duration length, String which)
            throws InterruptedException {
        try {
            Round round = stage.play(length);
            Reading last = round.readings().get(round.readings().size() - 1);
            say("%s  %-7s %-10s %,10.0f/s  p50 %,.3f ms", title(scenario), which, entrant.name(), last.perSecond(),
                    last.micros(50) / 1e3);
            return Optional.of(round);
        } catch (IllegalStateException failed) {
            say("%s  %-7s %-10s failed: %s", title(scenario), which, entrant.name(), failed.getMessage());
            return Optional.empty();
        }
    }

    private static String title(Scenario scenario) {
        return String.format(Locale.ROOT, "%-16s %5d clients", scenario.names().get(scenario.names().size() - 1),
                scenario.clients());
    }

    private void say(String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
    }

    private static List<Entrant> rotated(List<Entrant> entrants, int by) {
        List<Entrant> rotated = new ArrayList<>(entrants);
        Collections.rotate(rotated, -by);
        return rotated;
    }

    private List<Result> results(Scenario scenario, Map<Entrant, List<Round>> rounds) {
        List<Result> results = new ArrayList<>();
        for (String name : scenario.names()) {
            rounds.forEach((entrant, played) -> {
                if (!played.isEmpty()) {
                    results.add(Result.of(new Result.Heading(entrant.name(), entrant.contestant().version(), profile,
                            scenario.where(), scenario.clients()), name, played));
                }
            });
        }
        return results;
    }
}
