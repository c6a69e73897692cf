package io.arbiter.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.bench.runner.scenario.Cycle;
import io.arbiter.bench.runner.scenario.Place;
import io.arbiter.bench.runner.scenario.Renew;
import io.arbiter.bench.runner.scenario.Scenario;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static List<Integer> heatedBy(Scenario... measured) {
        return new Plan(Optional.empty(), List.of(measured))
                .heating().stream().map(Scenario::clients).toList();
    }

    /** More callers than are measured would only show what the machine cannot do. */
    @Test
    void nobodyHeatsWithMoreCallersThanAreMeasured() {
        assertThat(heatedBy(new Cycle(1, Place.LEADER), new Cycle(16, Place.LEADER)))
                .containsExactly(16);
        assertThat(heatedBy(new Cycle(64, Place.LEADER))).containsExactly(64, 16);
        assertThat(heatedBy(new Cycle(1_024, Place.LEADER))).containsExactly(256, 16);
        assertThat(heatedBy(new Renew(10_000, Place.LEADER))).containsExactly(256, 16);
    }
}
