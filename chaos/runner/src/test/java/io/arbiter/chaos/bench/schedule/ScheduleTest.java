package io.arbiter.chaos.bench.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.nemesis.Ground;
import io.arbiter.chaos.bench.nemesis.Nemeses;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Ground LEASES =
            new Ground(List.of("n1", "n2", "n3"), Duration.ofSeconds(5), Duration.ofSeconds(2), 10_000);
    private static final Ground ALONE = new Ground(List.of("n1"), Duration.ofSeconds(5), Duration.ZERO, 10_000);

    private static Schedule draw(long seed, String nemeses) {
        return Schedule.draw(new SeededRandom(seed), Nemeses.named(nemeses, LEASES), LEASES, LIMIT);
    }

    @Test
    void isAFunctionOfTheSeedAlone() {
        String all = "partition,kill,pause,clock,drift,slow,loss,holder-pause,holder-cut";
        assertThat(draw(7, all)).hasToString(draw(7, all).toString());
        assertThat(LongStream.range(0, 20)
                        .mapToObj(seed -> draw(seed, all).toString())
                        .collect(Collectors.toSet()))
                .hasSize(20);
    }

    @Test
    void allFaultsEndWithinTheLimitAndTheBeginningIsCalm() {
        for (long seed = 0; seed < 50; seed++) {
            assertThat(draw(seed, "partition,kill,holder-cut").faults())
                    .isNotEmpty()
                    .allSatisfy(fault -> {
                        assertThat(fault.begin()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
                        assertThat(fault.end()).isBetween(fault.begin(), LIMIT);
                    });
        }
    }

    @Test
    void twoFaultsOfOneKindAreNeverOnAtOnce() {
        for (long seed = 0; seed < 50; seed++) {
            draw(seed, "slow,holder-cut").faults().stream()
                    .collect(Collectors.groupingBy(Fault::kind))
                    .values()
                    .forEach(ofKind -> {
                        for (int i = 1; i < ofKind.size(); i++) {
                            assertThat(ofKind.get(i).begin())
                                    .isGreaterThanOrEqualTo(ofKind.get(i - 1).end());
                        }
                    });
        }
    }

    @Test
    void driftIsThereAllTheTime() {
        assertThat(draw(1, "drift").faults()).singleElement().satisfies(fault -> {
            assertThat(fault.begin()).isZero();
            assertThat(fault.end()).isEqualTo(LIMIT);
        });
    }

    @Test
    void whatCannotStrikeIsRefusedWithTheReason() {
        assertThatThrownBy(() -> Nemeses.named("partition", ALONE)).hasMessageContaining("--nodes 3");
        assertThatThrownBy(() -> Nemeses.named("holder-pause", ALONE)).hasMessageContaining("--workload lease");
        assertThatThrownBy(() -> Nemeses.named("kill,flood", ALONE)).hasMessageContaining("'flood' is unknown");
        assertThat(Nemeses.named("none", ALONE)).isEmpty();
        assertThat(Nemeses.fit("drift", ALONE)).isFalse();
        assertThat(Nemeses.fit("kill,pause", ALONE)).isTrue();
    }
}
