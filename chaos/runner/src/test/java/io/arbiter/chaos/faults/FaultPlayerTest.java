package io.arbiter.chaos.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlayerTest {
    private final List<String> heard = new ArrayList<>();
    private final FaultPlayer player = new FaultPlayer(null, new FaultListener() {
        @Override
        public void began(Fault fault) {
            heard.add(fault.kind() + " began");
            if (fault.kind().equals("stop")) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void ended(Fault fault) {
            heard.add(fault.kind() + " ended");
        }

        @Override
        public void failed(Fault fault, Exception why) {
            heard.add(fault.kind() + " failed: " + why.getMessage());
        }
    });

    private record Fake(String kind, boolean works) implements Fault {
        @Override
        public String detail() {
            return kind;
        }

        @Override
        public void begin() throws IOException {
            if (!works) {
                throw new IOException("cannot strike");
            }
        }

        @Override
        public void end() {
            assertThat(kind).isNotEmpty();
        }
    }

    private static Strike strike(String kind, int at, int lasts) {
        Blueprint blueprint = new Blueprint(kind, regions -> new Fake(kind, !kind.equals("broken")));
        return new Strike(
                Duration.ofMillis(at),
                Duration.ofMillis(lasts),
                FaultKind.of(kind, Layer.LINKS, 1, 10, random -> blueprint),
                blueprint);
    }

    private static FaultSchedule schedule(Strike... strikes) {
        return new FaultSchedule(1, Duration.ofMillis(40), List.of(strikes));
    }

    @Test
    void faultsBeginAndEndInTheirOrder() throws InterruptedException {
        player.play(schedule(strike("long", 0, 30), strike("short", 10, 10)));
        assertThat(heard).containsExactly("long began", "short began", "short ended", "long ended");
    }

    @Test
    void oneThatCannotStrikeIsToldAndEnded() throws InterruptedException {
        player.play(schedule(strike("broken", 0, 5), strike("next", 10, 5)));
        assertThat(heard).containsExactly("broken failed: cannot strike", "broken ended", "next began", "next ended");
    }

    @Test
    void whatIsOnEndsThoughThePlayIsStopped() {
        assertThatThrownBy(() ->
                        player.play(schedule(strike("long", 0, 30), strike("stop", 1, 20), strike("never", 30, 5))))
                .isInstanceOf(InterruptedException.class);
        assertThat(heard).containsExactly("long began", "stop began", "long ended", "stop ended");
    }
}
