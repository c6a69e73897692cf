package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TakeoverTest {
    private final Machines machines = new Machines();

    @Test
    void inheritsLeasesWithNewTokensAheadOfTheQueue() {
        long dead = machines.open("a", 1, "orders");
        long waiting = machines.open("b", 0, "orders");
        long heir = machines.open("a", 2);
        Lease lease = machines.resource("orders").lease().orElseThrow();
        assertThat(lease.session()).isEqualTo(heir);
        assertThat(lease.token()).isEqualTo(2);
        assertThat(lease.basis()).isEqualTo(GrantBasis.TAKEN_OVER);
        assertThat(machines.state().session(dead)).isEmpty();
        assertThat(machines.resource("orders").waiters())
                .extracting(Resource.Waiter::session)
                .containsExactly(waiting);
    }

    @Test
    void doesNotInheritPlacesInQueues() {
        machines.open("a", 0, "orders");
        machines.open("b", 1, "orders");
        machines.open("b", 2);
        assertThat(machines.resource("orders").waiters()).isEmpty();
    }

    @Test
    void lateMessageOfTheDeadProcessDoesNotEndItsSuccessor() {
        machines.open("a", 1, "orders");
        long heir = machines.open("a", 2);
        assertThat(opening(1, "start-1")).isEqualTo(new Refusal.SessionOver(1, EndReason.TAKEN_OVER));
        assertThat(machines.state().session(heir)).isPresent();
    }

    @Test
    void messageOfADeadProcessThatNeverGotThroughDoesNotEndItsSuccessor() {
        long heir = machines.open("a", 2, "orders");
        assertThat(opening(1, "start-1")).isEqualTo(new Refusal.SessionOver(0, EndReason.TAKEN_OVER));
        assertThat(machines.state().session(heir)).isPresent();
    }

    @Test
    void equalGenerationsProveNothing() {
        long first = machines.open("a", 2, "orders");
        assertThat(opening(2, "copied-state-directory")).isInstanceOf(Refusal.SessionOver.class);
        assertThat(machines.state().session(first)).isPresent();
    }

    @Test
    void othersClientsAndSessionsWithoutGenerationStay() {
        long unproven = machines.open("a", 0);
        long stranger = machines.open("b", 1);
        machines.open("a", 9);
        assertThat(machines.state().sessions()).containsKeys(unproven, stranger);
    }

    @Test
    void worksAtTheLimitOfSessions() {
        machines.open("a", 1);
        for (int i = 1; i < Machines.LIMITS.sessions(); i++) {
            machines.open("b" + i, 0);
        }
        assertThat(opening(0, "one-more")).isEqualTo(new Refusal.LimitExceeded("sessions", Machines.LIMITS.sessions()));
        assertThat(opening(2, "start-2")).isInstanceOf(Outcome.SessionOpened.class);
    }

    private Outcome opening(long generation, String incarnation) {
        return machines.apply(new Command.OpenSession(
                new SessionSpec("a", incarnation, "a", "us-east", generation, 5_000, 10_000, 0), List.of()));
    }
}
