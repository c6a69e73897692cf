package io.arbiter.server.service.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.limit.CallerLimits;
import io.arbiter.server.replica.Replica;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callers have their shares, and no bound ends a lease (S7). */
class CallBoundsTest {
    private static final Principal OWNER = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private static final Principal OTHER = new Principal("spiffe://arbiter/region/us-east/sidecar/stock");
    private static final Principal OPERATOR = new Principal("spiffe://arbiter/operator/jane");
    private static final long SESSION = 1;
    private static final long TTL_MILLIS = 8_000;
    private static final int IN_ALL = 20;

    private long nanos = 1;
    private final Replica replica = new Replica(Limits.DEFAULT, () -> nanos, Duration.ZERO);
    private final CallBounds bounds = bounds(9, 1);

    /** No second ever ends. */
    private CallBounds bounds(int callsOfOne, int requestsOfOne) {
        var limits = new CallerLimits(9, 1_000, 9, 9, 9, callsOfOne, requestsOfOne);
        return new CallBounds(
                IN_ALL,
                new Admission(limits, () -> 0, new PrometheusRegistry()),
                new DueRenewals(replica, () -> nanos, Ownership.EXACT));
    }

    @BeforeEach
    void openSession() {
        open(1, OWNER);
        admit(read(OWNER));
        admit(read(OTHER));
    }

    private void open(long index, Principal owner) {
        var spec = new SessionSpec("c", "i", "h", "r", 0, TTL_MILLIS, 10_000, 0, owner);
        apply(index, new Command.OpenSession(spec, List.of()));
    }

    private void admit(InFlightCall call) {
        bounds.admit(call, 0, Optional.empty());
    }

    private InFlightCall read(Principal caller) {
        return call(caller, Call.newBuilder().setGetLease(GetLeaseRequest.getDefaultInstance()));
    }

    private void apply(long index, Command command) {
        replica.apply(index, EntryCodec.encode(new Entry(index, List.of(command))), null);
    }

    private InFlightCall call(Principal caller, Call.Builder call) {
        Deadline deadline = Deadline.after(() -> nanos, Duration.ofSeconds(1));
        return new InFlightCall(call.build(), caller, deadline, deadline);
    }

    private InFlightCall renewal(Principal caller) {
        return renewal(caller, SESSION);
    }

    private InFlightCall renewal(Principal caller, long session) {
        return call(
                caller,
                Call.newBuilder()
                        .setRenewSession(RenewSessionRequest.newBuilder().setSessionId(session)));
    }

    private void pass(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }

    private void assertRefused(InFlightCall call) {
        assertThatThrownBy(() -> admit(call))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("requests a second");
    }

    @Test
    void aRenewalThatIsDueGoesThrough() {
        assertRefused(renewal(OWNER));
        pass(TTL_MILLIS / 8 - 1);
        assertRefused(renewal(OWNER));
        pass(TTL_MILLIS / 3);
        assertThatCode(() -> admit(renewal(OWNER))).doesNotThrowAnyException();
    }

    @Test
    void oneAtATimeForEachSession() {
        pass(TTL_MILLIS / 3);
        InFlightCall first = renewal(OWNER);
        admit(first);
        assertRefused(renewal(OWNER));
        first.complete(Reply.getDefaultInstance());
        pass(TTL_MILLIS / 60);
        assertThatCode(() -> admit(renewal(OWNER)))
                .as("one that failed is repeated")
                .doesNotThrowAnyException();
    }

    @Test
    void afterItIsAppliedTheNextIsNotDue() {
        pass(TTL_MILLIS / 3);
        InFlightCall first = renewal(OWNER);
        admit(first);
        apply(2, new Command.RenewSession(SESSION, 0));
        first.complete(Reply.getDefaultInstance());
        assertRefused(renewal(OWNER));
    }

    @Test
    void anotherCallersRenewalAndOtherCallsDoNot() {
        pass(TTL_MILLIS / 3);
        assertRefused(renewal(OTHER));
        assertRefused(read(OWNER));
    }

    /** Whoever may renew a session does so beyond the bounds, too: before it is enabled, such a one is everybody's. */
    @Test
    void aSessionFromBeforeThereWereCertificatesIsRenewedByWhoeverMay() {
        open(2, Principal.NOBODY);
        pass(TTL_MILLIS / 3);
        InFlightCall renewed = renewal(OTHER, 2);
        admit(renewed);
        renewed.complete(Reply.getDefaultInstance());
        apply(3, new Command.ChangeAuth(new AuthChange.Enable(), new ChangedBy(OPERATOR, "as planned")));
        assertRefused(renewal(OTHER, 2));
    }

    /** Not who has lost every role, since the state machine would refuse it. */
    @Test
    void whoMayNotRenewGoesByTheBounds() {
        pass(TTL_MILLIS / 3);
        apply(2, new Command.ChangeAuth(new AuthChange.Enable(), new ChangedBy(OPERATOR, "as planned")));
        assertRefused(renewal(OWNER));
        var binding = new Binding(OWNER.identity(), "sidecar", "");
        apply(3, new Command.ChangeAuth(new AuthChange.PutBinding(binding), new ChangedBy(OPERATOR, "as planned")));
        assertThatCode(() -> admit(renewal(OWNER))).doesNotThrowAnyException();
    }

    @Test
    void oneIdentityDoesNotTakeAllPlaces() {
        CallBounds shares = bounds(2, 1_000);
        InFlightCall first = read(OWNER);
        shares.admit(first, 0, Optional.empty());
        shares.admit(read(OWNER), 1, Optional.empty());
        assertThatThrownBy(() -> shares.admit(read(OWNER), 2, Optional.empty()))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("calls under way at this node, expected at most 2");
        shares.admit(read(OTHER), 2, Optional.empty());
        pass(TTL_MILLIS / 3);
        InFlightCall due = renewal(OWNER);
        shares.admit(due, 3, Optional.empty());
        due.complete(Reply.getDefaultInstance());
        assertThatThrownBy(() -> shares.admit(read(OWNER), 3, Optional.empty()))
                .as("a renewal beyond the share gives nothing back")
                .isInstanceOf(CallException.class);
        first.complete(Reply.getDefaultInstance());
        assertThatCode(() -> shares.admit(read(OWNER), 2, Optional.empty())).doesNotThrowAnyException();
    }

    @Test
    void aRenewalThatIsDuePassesEachBound() {
        pass(TTL_MILLIS / 3);
        InFlightCall due = renewal(OWNER);
        bounds.admit(due, IN_ALL, Optional.empty());
        bounds.admit(due, 0, Optional.of(new CallException(Reason.OVERLOADED, "the stream is full")));
        assertThatThrownBy(() -> bounds.admit(read(Principal.NOBODY), IN_ALL, Optional.empty()))
                .hasMessageContaining("on this node");
        assertThatThrownBy(() -> bounds.admit(
                        read(Principal.NOBODY), 0, Optional.of(new CallException(Reason.OVERLOADED, "it is full"))))
                .hasMessage("it is full");
    }

    @Test
    void whatAPeerForwardsWasCountedThere() {
        for (int i = 0; i < 10; i++) {
            assertThatCode(() -> admit(call(OWNER, Call.newBuilder().setForwarded(true))))
                    .doesNotThrowAnyException();
        }
    }

    /** Sent and cancelled at once, each leaves its session as silent as it was. */
    @Test
    void thoseThatGoThroughAreAFewForEachSessionAndTtl() {
        pass(TTL_MILLIS / 8 + 1);
        int through = 0;
        for (int i = 0; i < TTL_MILLIS; i++) {
            InFlightCall withdrawn = renewal(OWNER);
            through += goesThrough(withdrawn) ? 1 : 0;
            withdrawn.complete(Reply.getDefaultInstance());
            pass(1);
        }
        assertThat(through).isBetween(32, 64);
    }

    private boolean goesThrough(InFlightCall call) {
        try {
            admit(call);
            return true;
        } catch (CallException tooMany) {
            return false;
        }
    }
}
