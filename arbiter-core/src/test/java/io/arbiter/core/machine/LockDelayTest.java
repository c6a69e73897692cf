package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LockDelayTest {
    private final Machines machines = new Machines();

    @BeforeEach
    void oneHoldsWithALockDelay() {
        var spec = new SessionSpec("a", "x", "a", "us-east", 0, 5_000, 10_000, 2_000);
        machines.apply(new Command.OpenSession(spec, List.of(new Command.FirstAcquire("orders", false))));
        machines.open("b", 0);
    }

    @Test
    void restsAfterAnExpiry() {
        expire();
        assertThat(machines.resource("orders").lockDelay())
                .contains(new Resource.LockDelay(1, 2_000_000_000L, 1, "us-east", Principal.NOBODY));
        assertThat(acquire(false)).isEqualTo(new Refusal.UnderLockDelay("orders", 1));
    }

    @Test
    void doesNotRestAfterACleanEndOrABreak() {
        machines.apply(new Command.CloseSession(1));
        assertThat(acquire(false)).isInstanceOf(Outcome.LeaseAcquired.class);
        machines.apply(new Command.BreakLease("orders", 2, new OperatorAction("alice", "stuck")));
        assertThat(acquire(false)).isInstanceOf(Outcome.LeaseAcquired.class);
    }

    @Test
    void theFirstInTheQueueIsGrantedWhenItEnds() {
        expire();
        assertThat(acquire(true)).isEqualTo(new Outcome.WaitQueued("orders", 0));
        machines.apply(new Command.EndLockDelay("orders", 1));
        Lease lease = machines.resource("orders").lease().orElseThrow();
        assertThat(lease.session()).isEqualTo(2);
        assertThat(lease.basis()).isEqualTo(GrantBasis.EXPIRED);
    }

    @Test
    void onlyTheRestThatTheLeaderSawEnds() {
        expire();
        assertThat(machines.apply(new Command.EndLockDelay("orders", 7))).isEqualTo(new Refusal.ConditionFailed());
        assertThat(machines.apply(new Command.EndLockDelay("users", 1))).isEqualTo(new Refusal.ConditionFailed());
        assertThat(machines.apply(new Command.EndLockDelay("orders", 1))).isEqualTo(new Outcome.LockDelayEnded());
        assertThat(machines.state().resource("orders")).isEmpty();
    }

    private void expire() {
        machines.apply(new Command.ExpireSession(1, 0));
    }

    private Outcome acquire(boolean queue) {
        return machines.apply(new Command.Acquire("orders", 2, queue, 1));
    }
}
