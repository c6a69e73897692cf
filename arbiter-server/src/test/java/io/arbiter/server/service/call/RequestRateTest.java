package io.arbiter.server.service.call;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.failure.CallException;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** S7: no bound on requests ends a lease. */
class RequestRateTest {
    private static final Principal OWNER = new Principal("spiffe://arbiter/region/us-east/sidecar/orders");
    private static final Principal OTHER = new Principal("spiffe://arbiter/region/us-east/sidecar/stock");
    private static final long SESSION = 1;
    private static final long TTL_MILLIS = 8_000;

    private long nanos = 1;
    private final Replica replica = new Replica(Limits.DEFAULT, () -> nanos, Duration.ZERO);
    private final RequestRate rate = new RequestRate(
            new Admission(
                    new CallerLimits(9, 1_000, 9, 9, 9, 1), () -> 0, new PrometheusRegistry()), // no second ever ends
            replica);

    @BeforeEach
    void openSession() {
        var spec = new SessionSpec("c", "i", "h", "r", 0, TTL_MILLIS, 10_000, 0, OWNER);
        apply(1, new Command.OpenSession(spec, List.of()));
        rate.admit(call(OWNER, Call.newBuilder().setGetLease(GetLeaseRequest.getDefaultInstance())));
        rate.admit(call(OTHER, Call.newBuilder().setGetLease(GetLeaseRequest.getDefaultInstance())));
    }

    private void apply(long index, Command command) {
        replica.apply(index, EntryCodec.encode(new Entry(index, List.of(command))), null);
    }

    private InFlightCall call(Principal caller, Call.Builder call) {
        Deadline deadline = Deadline.after(() -> nanos, Duration.ofSeconds(1));
        return new InFlightCall(call.build(), caller, deadline, deadline);
    }

    private InFlightCall renewal(Principal caller) {
        return call(
                caller,
                Call.newBuilder()
                        .setRenewSession(RenewSessionRequest.newBuilder().setSessionId(SESSION)));
    }

    private void pass(long millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }

    private void assertRefused(InFlightCall call) {
        assertThatThrownBy(() -> rate.admit(call))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("requests a second");
    }

    @Test
    void aRenewalThatIsDueGoesThrough() {
        assertRefused(renewal(OWNER));
        pass(TTL_MILLIS / 8 - 1);
        assertRefused(renewal(OWNER));
        pass(TTL_MILLIS / 3);
        assertThatCode(() -> rate.admit(renewal(OWNER))).doesNotThrowAnyException();
    }

    @Test
    void oneAtATimeForEachSession() {
        pass(TTL_MILLIS / 3);
        InFlightCall first = renewal(OWNER);
        rate.admit(first);
        assertRefused(renewal(OWNER));
        first.complete(Reply.getDefaultInstance());
        assertThatCode(() -> rate.admit(renewal(OWNER)))
                .as("one that failed is repeated")
                .doesNotThrowAnyException();
    }

    @Test
    void afterItIsAppliedTheNextIsNotDue() {
        pass(TTL_MILLIS / 3);
        InFlightCall first = renewal(OWNER);
        rate.admit(first);
        apply(2, new Command.RenewSession(SESSION, 0));
        first.complete(Reply.getDefaultInstance());
        assertRefused(renewal(OWNER));
    }

    @Test
    void anotherCallersRenewalAndOtherCallsDoNot() {
        pass(TTL_MILLIS / 3);
        assertRefused(renewal(OTHER));
        assertRefused(call(OWNER, Call.newBuilder().setGetLease(GetLeaseRequest.getDefaultInstance())));
    }

    @Test
    void whatAPeerForwardsWasCountedThere() {
        for (int i = 0; i < 10; i++) {
            assertThatCode(() -> rate.admit(call(OWNER, Call.newBuilder().setForwarded(true))))
                    .doesNotThrowAnyException();
        }
    }
}
