package io.arbiter.chaos.report.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultPeriodTest {
    @Test
    void anEndBelongsToTheFaultOfItsDetail() {
        assertThat(FaultPeriod.of(
                        List.of(
                                fault("kill", "begin", "n1", 1),
                                fault("kill", "begin", "n2", 2),
                                fault("kill", "end", "n2", 3),
                                fault("kill", "end", "n1", 4)),
                        9))
                .containsExactly(new FaultPeriod("kill", "n1", 1, 4, true), new FaultPeriod("kill", "n2", 2, 3, true));
    }

    @Test
    void anEndWithOtherWordsBelongsToTheOldestOfItsKind() {
        assertThat(FaultPeriod.of(
                        List.of(
                                fault("partition", "begin", "halves", 1),
                                fault("kill", "begin", "n1", 2),
                                fault("partition", "begin", "ring", 3),
                                fault("partition", "end", "healed", 4)),
                        9))
                .containsExactly(
                        new FaultPeriod("partition", "halves", 1, 4, true),
                        new FaultPeriod("kill", "n1", 2, 9, false),
                        new FaultPeriod("partition", "ring", 3, 9, false));
    }

    @Test
    void anEndWithoutItsBeginIsAMoment() {
        assertThat(FaultPeriod.of(List.of(fault("kill", "end", "n1", 5)), 9))
                .containsExactly(new FaultPeriod("kill", "n1", 5, 5, true));
    }

    @Test
    void phasesAreNoFaults() {
        var mark = new Operation(Operation.NEMESIS, OperationType.INFO, "phase", Map.of("name", "heal"), 5, "");
        assertThat(FaultPeriod.of(List.of(mark), 9)).isEmpty();
        assertThat(Phase.of(List.of(mark), 9)).containsExactly(new Phase("heal", 5, 9));
    }

    private static Operation fault(String kind, String phase, String detail, long time) {
        return new Operation(
                Operation.NEMESIS, OperationType.INFO, kind, Map.of("phase", phase, "detail", detail), time, "");
    }
}
