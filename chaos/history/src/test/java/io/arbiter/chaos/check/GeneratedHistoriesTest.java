package io.arbiter.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.check.load.LeaseLoad;
import io.arbiter.chaos.check.load.RegisterLoad;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Services that work are acquitted, whatever is lost, late, repeated or expired. */
class GeneratedHistoriesTest {
    private static final int SEEDS = Integer.getInteger("seeds", 150);
    private static final List<Checker> CHECKERS = List.of(
            Linearizability.ofRegisters(),
            Linearizability.ofLeases(),
            new TokenOrder(),
            new GateExclusivity(),
            new GuardOrder(),
            new LostUpdates(),
            new LostWrites());

    @Test
    void registersThatWorkAreAcquitted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            acquitted(
                    seed,
                    new RegisterLoad(seed, 2 + (int) (seed % 9), 1 + (int) (seed % 4), 0.1 * (seed % 3)).draw(400));
        }
    }

    @Test
    void leasesThatWorkAreAcquitted() {
        Map<String, Integer> drawn = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            History history =
                    new LeaseLoad(seed, 2 + (int) (seed % 5), 1 + (int) (seed % 3), 0.08 * (seed % 3)).draw(400);
            acquitted(seed, history);
            history.calls()
                    .forEach(call -> drawn.merge(
                            call.invocation().f() + " " + call.outcome().text(), 1, Integer::sum));
        }
        System.out.println("calls drawn of leases: " + drawn);
        assertThat(drawn)
                .containsKeys(
                        "acquire ok",
                        "acquire fail",
                        "acquire info",
                        "release ok",
                        "release fail",
                        "renew fail",
                        "gate ok",
                        "guarded_read fail",
                        "guarded_write ok",
                        "guarded_write fail",
                        "guarded_write info");
    }

    private static void acquitted(long seed, History history) {
        for (Checker checker : CHECKERS) {
            Verdict verdict = checker.check(history);
            assertThat(verdict.isValid()).as("seed %d: %s", seed, verdict).isTrue();
        }
    }

    @Test
    void requestsOfUnknownFateAreAmongThem() {
        assertThat(new RegisterLoad(1, 5, 2, 0.1).draw(400).calls())
                .filteredOn(call -> !call.isOk() && call.completion().isPresent())
                .hasSizeGreaterThan(20);
        assertThat(new LeaseLoad(1, 5, 2, 0.1).draw(400).calls())
                .filteredOn(Call::isOk)
                .hasSizeGreaterThan(200);
    }
}
