package io.arbiter.bench.runner;

import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.report.Result;
import io.arbiter.bench.runner.scenario.Scenario;
import io.arbiter.bench.runner.scenario.Scenario.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Plays scenarios. Each is prepared on all systems, then played by one after the other, round by round. Each round
 * starts with another system, so that the machine's moods hit all alike. Systems that do not play are idle.
 */
final class Contest {
    private final List<Entrant> entrants;
    private final Pace pace;
    private final Progress progress;

    Contest(List<Entrant> entrants, Pace pace, Progress progress) {
        this.entrants = entrants;
        this.pace = pace;
        this.progress = progress;
    }

    /** Plays them and discards the results, so that compilers and connections have finished their first work. */
    void heat(List<Scenario> scenarios) throws InterruptedException {
        for (Scenario scenario : scenarios) {
            for (Entrant entrant : entrants) {
                try (Stage stage = scenario.prepare(entrant.cluster()).orElseThrow()) {
                    play(scenario, entrant, stage, pace.heating().dividedBy(scenarios.size()), "heating");
                }
            }
        }
    }

    /** The results by name, then by system. @param heading of the scenario's results on that system */
    List<Result> play(Scenario scenario, BiFunction<Entrant, Scenario, Result.Heading> heading)
            throws InterruptedException {
        Map<Entrant, Stage> stages = new LinkedHashMap<>();
        Map<Entrant, List<Round>> rounds = new LinkedHashMap<>();
        try {
            for (Entrant entrant : entrants) {
                prepare(scenario, entrant).ifPresent(stage -> stages.put(entrant, stage));
            }
            if (scenario.isLoad()) {
                for (Map.Entry<Entrant, Stage> stage : stages.entrySet()) {
                    play(scenario, stage.getKey(), stage.getValue(), pace.warmUp(), "warm-up");
                }
            }
            stages.keySet().forEach(entrant -> rounds.put(entrant, new ArrayList<>()));
            for (int number = 1; number <= pace.rounds(); number++) {
                for (Entrant entrant : rotated(List.copyOf(stages.keySet()), number - 1)) {
                    play(scenario, entrant, stages.get(entrant), pace.round(), number + "/" + pace.rounds())
                            .ifPresent(rounds.get(entrant)::add);
                }
            }
        } finally {
            stages.forEach((entrant, stage) -> progress.attempt(scenario, entrant, "closing", () -> {
                stage.close();
                return true;
            }));
        }
        return results(scenario, rounds, heading);
    }

    private Optional<Stage> prepare(Scenario scenario, Entrant entrant) throws InterruptedException {
        Optional<Stage> stage = progress.attempt(
                        scenario, entrant, "preparing", () -> scenario.prepare(entrant.cluster()))
                .flatMap(found -> found);
        if (stage.isEmpty()) {
            progress.say("%s  not with %s", Progress.title(scenario), entrant.name());
        }
        return stage;
    }

    private Optional<Round> play(Scenario scenario, Entrant entrant, Stage stage, Duration length, String which)
            throws InterruptedException {
        Optional<Round> round = progress.attempt(scenario, entrant, which, () -> stage.play(length));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        round.ifPresent(played -> progress.played(scenario, entrant, which, played));
        return round;
    }

    private static List<Entrant> rotated(List<Entrant> entrants, int by) {
        List<Entrant> rotated = new ArrayList<>(entrants);
        Collections.rotate(rotated, -by);
        return rotated;
    }

    private static List<Result> results(
            Scenario scenario,
            Map<Entrant, List<Round>> rounds,
            BiFunction<Entrant, Scenario, Result.Heading> heading) {
        List<Result> results = new ArrayList<>();
        for (String name : scenario.names()) {
            rounds.forEach((entrant, played) -> {
                if (!played.isEmpty()) {
                    results.add(Result.of(heading.apply(entrant, scenario), name, played));
                }
            });
        }
        return results;
    }
}
