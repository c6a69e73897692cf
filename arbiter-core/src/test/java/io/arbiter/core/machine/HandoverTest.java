package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private final Machines machines = new Machines();

    @BeforeEach
    void oneHoldsAndTwoWait() {
        machines.open("a", 1, "orders");
        machines.open("b", 1, "orders");
        machines.open("c", 1, "orders");
    }

    @Test
    void movesNothingByItself() {
        assertThat(request(1, 3)).isEqualTo(new Outcome.HandoverRequested());
        assertThat(lease().session()).isEqualTo(1);
        assertThat(lease().token()).isEqualTo(1);
        assertThat(lease().handoverTo()).isEqualTo(3);
    }

    @Test
    void isHeardOfOnceInTheNextRenewal() {
        assertThat(renew(1).holdings()).isEmpty();
        request(1, 3);
        request(1, 3);
        assertThat(renew(1).holdings().orElseThrow().version()).isEqualTo(2);
        assertThat(renew(2).holdings()).isEmpty();
    }

    @Test
    void theLastWordCounts() {
        request(1, 3);
        request(1, 2);
        assertThat(lease().handoverTo()).isEqualTo(2);
    }

    @Test
    void takesTheExpectedTokenAndAWaitingTarget() {
        assertThat(request(7, 3)).isInstanceOf(Refusal.StaleToken.class);
        assertThat(request(1, 1)).isEqualTo(new Refusal.TargetNotWaiting("orders", 1));
        assertThat(request(1, 9)).isEqualTo(new Refusal.TargetNotWaiting("orders", 9));
    }

    @Test
    void theMarkedWaiterIsNextHoweverTheLeaseEnds() {
        request(1, 3);
        machines.apply(new Command.ExpireSession(1, 0));
        assertThat(lease().session()).isEqualTo(3);
        assertThat(lease().handoverTo()).isZero();
    }

    @Test
    void theMarkGoesWithItsTarget() {
        request(1, 3);
        machines.apply(new Command.CloseSession(3));
        assertThat(lease().handoverTo()).isZero();
        request(1, 2);
        machines.open("b", 2);
        assertThat(lease().handoverTo()).isZero();
    }

    @Test
    void theHolderMayTransferToAnyWaiter() {
        request(1, 3);
        var transfer = new Command.Transfer(new LeaseRef("orders", 1, 1), 2);
        assertThat(machines.apply(transfer)).isEqualTo(new Outcome.LeaseTransferred(2));
        assertThat(lease().session()).isEqualTo(2);
    }

    private Outcome request(long token, long to) {
        return machines.apply(new Command.RequestHandover("orders", token, to, "alice"));
    }

    private Outcome.SessionRenewed renew(long session) {
        return (Outcome.SessionRenewed) machines.apply(new Command.RenewSession(session, session == 1 ? 1 : 0));
    }

    private Lease lease() {
        return machines.resource("orders").lease().orElseThrow();
    }
}
