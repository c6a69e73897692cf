package io.arbiter.bench.runner;

import io.arbiter.bench.runner.measure.Reading;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.scenario.Scenario;
import io.arbiter.testsupport.html.Format;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reports the progress of the run to people, and counts what went wrong. */
final class Progress {
    private final PrintStream out;
    private int failures;

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String format, Object... values) {
        out.println(Format.of(format, values));
    }

    static String title(Scenario scenario) {
        return Format.of(
                "%-15s %7s %s",
                scenario.names().get(scenario.names().size() - 1),
                scenario.ttl().map(ttl -> "TTL " + ttl.toSeconds() + "s").orElse("" + scenario.clients()),
                scenario.place().name());
    }

    void played(Scenario scenario, Entrant entrant, String which, Round round) {
        Reading last = round.readings().get(round.readings().size() - 1);
        say(
                "%-36s %-8s %-10s %s p50 %,11.3f ms, p99 %,11.3f ms",
                title(scenario),
                which,
                entrant.name(),
                scenario.isLoad() ? Format.of("%,9.0f/s,", last.perSecond()) : " ".repeat(12),
                last.micros(50) / 1e3,
                last.micros(99) / 1e3);
    }

    /** Empty if it failed: the failure of one system must not end the run of the others. */
    <T> Optional<T> attempt(Scenario scenario, Entrant entrant, String which, Callable<T> part) {
        try {
            return Optional.of(part.call());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (Exception failed) {
            failures++;
            say("%-36s %-8s %-10s FAILED: %s", title(scenario), which, entrant.name(), failed.getMessage());
            return Optional.empty();
        }
    }

    /** The number of parts that failed. */
    int failures() {
        return failures;
    }
}
