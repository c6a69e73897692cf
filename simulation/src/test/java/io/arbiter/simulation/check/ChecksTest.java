package io.arbiter.simulation.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.simulation.time.Coverage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that need no cluster find the violation in a bad history; mutants test the others. */
class ChecksTest {
    private static final LeaseRef REF = new LeaseRef("orders", 1, 7);

    @Test
    void tokensMustRise() {
        var check = new TokenCheck();
        check.granted(lease(5));
        check.granted(lease(6));
        assertThatThrownBy(() -> check.granted(lease(6)))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("S1");
        assertThatThrownBy(() -> check.granted(lease(4))).isInstanceOf(ViolationException.class);
    }

    @Test
    void acceptedTokensMustNotGoBack() {
        var check = new GuardCheck();
        check.accepted("orders", 5);
        check.accepted("orders", 5);
        check.accepted("users", 2);
        assertThatThrownBy(() -> check.accepted("orders", 4))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("S4");
    }

    @Test
    void currentTokensMustNotBeRefused() {
        var check = new GuardCheck();
        check.accepted("orders", 5);
        check.rejected("orders", 4);
        assertThatThrownBy(() -> check.rejected("orders", 5)).isInstanceOf(ViolationException.class);
    }

    @Test
    void aRepeatedOperationMustHaveNoEffect() {
        var check = new RetryCheck(new Coverage());
        var release = new Command.Release(REF);
        check.applied(release, applied(new Outcome.LeaseReleased(), ended(7)));
        assertThatCode(() -> check.applied(release, applied(new Outcome.LeaseReleased())))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.applied(release, applied(new Outcome.LeaseReleased(), ended(7))))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("S5");
    }

    @Test
    void aRepeatedOperationMustFindItsFirstAnswer() {
        var check = new RetryCheck(new Coverage());
        var transfer = new Command.Transfer(REF, 2);
        check.applied(transfer, applied(new Outcome.LeaseTransferred(8), ended(7)));
        assertThatThrownBy(() -> check.applied(transfer, applied(new Outcome.LeaseTransferred(9))))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("S5");
    }

    @Test
    void aRequestMustEndOnlyTheLeaseThatItNames() {
        var check = new RetryCheck(new Coverage());
        var wrong = applied(new Outcome.LeaseReleased(), ended(9));
        assertThatThrownBy(() -> check.applied(new Command.Release(REF), wrong))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("S5");
    }

    @Test
    void aRenewalMustChangeNothing() {
        var check = new RetryCheck(new Coverage());
        var renewed = new Outcome.SessionRenewed(1, Optional.empty());
        assertThatThrownBy(() -> check.applied(new Command.RenewSession(1, 0), applied(renewed, ended(7))))
                .isInstanceOf(ViolationException.class)
                .hasMessageStartingWith("S5");
    }

    private static Lease lease(long token) {
        return new Lease("orders", 1, "holder", "us-east", token, GrantBasis.FIRST, 1, 1, 0);
    }

    private static Event ended(long token) {
        return new Event(1, 1, new Event.LeaseEnded("orders", 1, token, EndReason.RELEASED, Optional.empty()));
    }

    private static ApplyResult applied(Outcome outcome, Event... events) {
        return new ApplyResult(outcome, List.of(events));
    }
}
