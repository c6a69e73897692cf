package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordTest {
    private static final LeaseRef FIRST = new LeaseRef("orders", 1, 1);
    private static final LeaseRef SECOND = new LeaseRef("orders", 2, 2);
    private final Machines machines = new Machines();

    @BeforeEach
    void oneHoldsAndOneWaits() {
        machines.open("a", 0, "orders");
        machines.open("b", 0, "orders");
    }

    @Test
    void aRepeatFindsItsAnswerAlsoAfterTheTokenIsGone() {
        machines.put(FIRST, 1, "x");
        machines.apply(new Command.Release(FIRST));
        assertThat(machines.put(FIRST, 1, "x")).isEqualTo(new Outcome.RecordPut(1));
        assertThat(machines.put(FIRST, 2, "y")).isInstanceOf(Refusal.StaleToken.class);
    }

    @Test
    void onceTheSuccessorHasWrittenARepeatIsStale() {
        machines.put(FIRST, 1, "x");
        machines.apply(new Command.Release(FIRST));
        machines.put(SECOND, 1, "z");
        assertThat(machines.put(FIRST, 1, "x")).isInstanceOf(Refusal.StaleToken.class);
        assertThat(machines.resource("orders").record().orElseThrow().token()).isEqualTo(2);
    }

    @Test
    void sequencesMaySkipButNotGoBack() {
        machines.put(FIRST, 5, "x");
        assertThat(machines.put(FIRST, 4, "y")).isEqualTo(new Refusal.Superseded("orders", 4, 5));
        assertThat(machines.put(FIRST, 9, "y")).isEqualTo(new Outcome.RecordPut(2));
    }

    @Test
    void sequencesBeginAnewUnderEachToken() {
        machines.put(FIRST, 5, "x");
        machines.apply(new Command.Release(FIRST));
        assertThat(machines.put(SECOND, 1, "y")).isEqualTo(new Outcome.RecordPut(2));
    }

    @Test
    void aDeletionKeepsLateWritesOutUntilItsLeaseEnds() {
        machines.put(FIRST, 1, "x");
        machines.put(FIRST, 2, null);
        assertThat(machines.resource("orders").record()).isEmpty();
        assertThat(machines.put(FIRST, 1, "x")).isEqualTo(new Refusal.Superseded("orders", 1, 2));
        machines.apply(new Command.Release(FIRST));
        assertThat(machines.put(FIRST, 1, "x")).isInstanceOf(Refusal.StaleToken.class);
        assertThat(machines.resource("orders").recordOrNull()).isNull();
    }

    @Test
    void aRecordOutlivesItsHolders() {
        machines.put(FIRST, 1, "x");
        machines.apply(new Command.CloseSession(2));
        machines.apply(new Command.CloseSession(1));
        assertThat(machines.resource("orders").record()).isPresent();
        assertThat(machines.put(FIRST, 2, "y")).isEqualTo(new Refusal.NotHeld("orders", 1));
    }

    @Test
    void anotherSessionCannotWriteUnderTheToken() {
        assertThat(machines.put(new LeaseRef("orders", 2, 1), 1, "x")).isInstanceOf(Refusal.LeaseHeld.class);
    }
}
