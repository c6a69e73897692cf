package io.arbiter.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultScheduleTest {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final int SEEDS = 300;

    @Test
    void sameSeedSameSchedule() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> assertThat(draw(seed))
                        .isEqualTo(draw(seed))
                        .hasToString(draw(seed).toString()));
    }

    @Test
    void seedsDiffer() {
        assertThat(LongStream.range(0, SEEDS)
                        .mapToObj(seed -> draw(seed).strikes())
                        .distinct())
                .hasSize(SEEDS);
    }

    @Test
    void everyKindStrikesWithManyParameters() {
        for (String kind : FaultCatalogue.names()) {
            Set<String> details = new TreeSet<>();
            LongStream.range(0, SEEDS)
                    .forEach(seed -> draw(seed).strikes().stream()
                            .filter(strike -> strike.kind().equals(kind))
                            .forEach(strike -> details.add(strike.detail())));
            assertThat(details).as(kind).isNotEmpty();
        }
    }

    @Test
    void everyFaultLiesWithinTheLengthAndItsKindsBounds() {
        LongStream.range(0, SEEDS).mapToObj(FaultScheduleTest::draw).forEach(schedule -> {
            assertThat(schedule.strikes()).isNotEmpty().allSatisfy(strike -> {
                FaultKind kind = FaultCatalogue.kinds(Set.of(strike.kind())).get(0);
                assertThat(strike.at()).isGreaterThanOrEqualTo(Duration.ZERO);
                assertThat(strike.until()).isLessThanOrEqualTo(LENGTH);
                assertThat(strike.lasts()).isBetween(kind.shortest(), kind.longest());
            });
            assertThat(schedule.strikes()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        });
    }

    @Test
    void faultsOfOneLayerFollowEachOther() {
        LongStream.range(0, SEEDS).mapToObj(FaultScheduleTest::draw).forEach(schedule -> {
            for (Layer layer : Layer.values()) {
                List<Strike> ofLayer = schedule.strikes().stream()
                        .filter(s -> s.layer() == layer)
                        .toList();
                for (int i = 1; i < ofLayer.size(); i++) {
                    assertThat(ofLayer.get(i).at())
                            .isGreaterThan(ofLayer.get(i - 1).until());
                }
            }
        });
    }

    @Test
    void onlyWantedKindsStrike() {
        Set<String> kill = Set.of("kill");
        LongStream.range(0, SEEDS)
                .forEach(seed -> assertThat(
                                FaultSchedule.draw(seed, kill, LENGTH).strikes())
                        .isNotEmpty()
                        .allMatch(strike -> strike.kind().equals("kill")));
        assertThat(FaultSchedule.draw(1, Set.of(), LENGTH).strikes()).isEmpty();
    }

    @Test
    void aWrongRequestSaysWhatWasExpected() {
        assertThatThrownBy(() -> FaultSchedule.draw(1, Set.of("kil"), LENGTH))
                .hasMessageContaining("[kil]")
                .hasMessageContaining("expected some of")
                .hasMessageContaining("kill");
        assertThatThrownBy(() -> FaultSchedule.draw(1, Set.of("kill"), Duration.ZERO))
                .hasMessageContaining("expected more than 0");
    }

    private static FaultSchedule draw(long seed) {
        return FaultSchedule.draw(seed, FaultCatalogue.names(), LENGTH);
    }
}
