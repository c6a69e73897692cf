package io.arbiter.chaos.bench.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallTest {
    private final Stall stall = new Stall();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsMissedIsDoneInOrderUponWaking() {
        stall.run(() -> done.add("before"));
        stall.stop();
        stall.run(() -> done.add("first"));
        stall.run(() -> done.add("second"));
        assertThat(done).containsExactly("before");
        stall.resume();
        assertThat(done).containsExactly("before", "first", "second");
    }

    @Test
    void whoStopsAgainWhileWakingMissesTheRestUntilTheNextTime() {
        stall.stop();
        stall.run(stall::stop);
        stall.run(() -> done.add("late"));
        stall.resume();
        assertThat(done).isEmpty();
        stall.resume();
        assertThat(done).containsExactly("late");
    }
}
