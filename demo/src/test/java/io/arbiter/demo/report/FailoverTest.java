package io.arbiter.demo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.demo.orders.OrderRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final Fault FAULT = new Fault(1, "us-east", Fault.Kind.KILLED, START, START.plusSeconds(9));
    private static final Failover FAILOVER = new Failover(FAULT, false, 3, 5);

    @Test
    void gapGoesFromTheLastOldToTheFirstNewWrite() {
        assertThat(FAILOVER.gap(List.of(row(1, 2, 0), row(2, 3, 100), row(3, 3, 150), row(4, 5, 3150), row(5, 5, 3160)))
                        .map(Failover.Gap::length))
                .contains(Duration.ofSeconds(3));
    }

    @Test
    void lateOldWritesDoNotShortenIt() {
        assertThat(FAILOVER.gap(List.of(row(1, 3, 100), row(2, 5, 3000), row(3, 3, 3500)))
                        .map(Failover.Gap::length))
                .contains(Duration.ofMillis(2900));
    }

    @Test
    void withoutWritesOfBothTokensThereIsNone() {
        assertThat(FAILOVER.gap(List.of())).isEmpty();
        assertThat(FAILOVER.gap(List.of(row(1, 3, 0)))).isEmpty();
        assertThat(FAILOVER.gap(List.of(row(1, 5, 0)))).isEmpty();
    }

    @Test
    void boundWithTheLeaderAlive() {
        S7Bound bound = S7Bound.of(Duration.ofSeconds(3), false);
        assertThat(bound.total()).isEqualTo(Duration.ofMillis(3030 + 100 + 145));
        assertThat(bound.describe()).isEqualTo("3.0*1.01 + 0.1 + 0.145 = 3.28 s");
    }

    @Test
    void boundWithTheLeaderLostIsTheElectionIfThatIsLonger() {
        S7Bound bound = S7Bound.of(Duration.ofSeconds(3), true);
        assertThat(bound.total()).isEqualTo(Duration.ofMillis(4000 + 3 * 145 + 1000 + 100 + 145));
        assertThat(bound.describe()).isEqualTo("max(3.0*1.01, 5.44) + 0.1 + 0.145 = 5.68 s");
        assertThat(S7Bound.of(Duration.ofSeconds(60), true).total()).isEqualTo(Duration.ofMillis(60_600 + 245));
    }

    @Test
    void renewalOnItsWayCountsFromTheElectionOnlyIfTheLeaderIsLost() {
        S7Bound lost = S7Bound.of(Duration.ofSeconds(3), true);
        Duration expected = Duration.ofMillis(4000 + 3 * 145 + 3030 + 100 + 145);
        assertThat(lost.totalIfRenewalOnItsWay()).isEqualTo(expected);
        S7Bound survived = S7Bound.of(Duration.ofSeconds(3), false);
        assertThat(survived.totalIfRenewalOnItsWay()).isEqualTo(survived.total());
    }

    private static OrderRow row(long position, long token, long millis) {
        OrderRow.Writer writer = new OrderRow.Writer("any", 1);
        return new OrderRow(position, writer, token, position, START.plusMillis(millis));
    }
}
