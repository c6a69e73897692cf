package io.arbiter.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HolderScheduleTest {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    @Test
    void oneSeedFixesIt() {
        Set<String> kinds = Nemeses.names();
        assertThat(HolderSchedule.draw(7, kinds, LENGTH)).isEqualTo(HolderSchedule.draw(7, kinds, LENGTH));
        assertThat(HolderSchedule.draw(7, kinds, LENGTH)).isNotEqualTo(HolderSchedule.draw(8, kinds, LENGTH));
    }

    @Test
    void oneAtATimeAndAllOverInTime() {
        LongStream.range(0, 500)
                .mapToObj(seed ->
                        HolderSchedule.draw(seed, Nemeses.names(), LENGTH).strikes())
                .forEach(strikes -> {
                    Duration free = Duration.ZERO;
                    for (HolderSchedule.Strike strike : strikes) {
                        assertThat(strike.at()).isGreaterThanOrEqualTo(free);
                        free = strike.at().plus(strike.lasts());
                    }
                    assertThat(free).isLessThanOrEqualTo(LENGTH);
                });
    }

    @Test
    void fewSeedsReachEveryKindInEveryRegion() {
        Set<String> seen = new HashSet<>();
        LongStream.range(0, 50)
                .forEach(seed -> HolderSchedule.draw(seed, Nemeses.names(), LENGTH)
                        .strikes()
                        .forEach(strike -> seen.add(strike.kind() + " " + strike.region())));
        assertThat(seen).hasSize(9);
    }

    @Test
    void onlyWhatWasAskedForStrikes() {
        assertThat(HolderSchedule.draw(1, Set.of("partition"), LENGTH).strikes())
                .isEmpty();
        assertThat(HolderSchedule.draw(1, Set.of("partition", "holder-pause"), LENGTH)
                        .strikes())
                .extracting(HolderSchedule.Strike::kind)
                .containsOnly(HolderFault.Kind.HOLDER_PAUSE);
    }

    @Test
    void aKindThatIsUnknownIsRefusedByName() {
        assertThatThrownBy(() -> Nemeses.parse(List.of("kill", "flood")))
                .hasMessageContaining("[flood]")
                .hasMessageContaining("holder-kill");
        assertThat(Nemeses.parse(List.of("all"))).isEqualTo(Nemeses.names());
    }
}
