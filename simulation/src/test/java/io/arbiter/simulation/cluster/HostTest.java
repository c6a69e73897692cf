package io.arbiter.simulation.cluster;

import static io.arbiter.simulation.time.Scheduler.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.simulation.time.Scheduler;
import io.arbiter.simulation.time.SimClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
    private final Scheduler time = new Scheduler();
    private final SimClock monotonic = new SimClock(time, 0, 10_000);
    private final SimClock wall = new SimClock(time, 0, -10_000);
    private final Host host = new Host(time, new Host.Identity(1, "host", false), monotonic, wall);
    private final List<String> seen = new ArrayList<>();

    @Test
    void clocksRunAtTheirOwnRates() {
        time.runUntil(100 * SECOND);
        assertThat(host.nanoTime()).isEqualTo(101 * SECOND);
        assertThat(host.wallMillis()).isEqualTo(99_000);
        monotonic.setRate(0);
        time.runUntil(200 * SECOND);
        assertThat(host.nanoTime()).isEqualTo(201 * SECOND);
    }

    @Test
    void bothClocksRunWhileTheProcessIsStopped() {
        host.stop(false);
        time.runUntil(100 * SECOND);
        assertThat(host.nanoTime()).isEqualTo(101 * SECOND);
    }

    @Test
    void onlyTheWallClockRunsWhileTheMachineIsSuspended() {
        host.stop(true);
        time.runUntil(100 * SECOND);
        host.resume();
        assertThat(host.nanoTime()).isZero();
        assertThat(host.wallMillis()).isEqualTo(99_000);
        time.runUntil(200 * SECOND);
        assertThat(host.nanoTime()).isEqualTo(101 * SECOND);
    }

    @Test
    void aWallClockJumpsBothWays() {
        wall.jump(5 * SECOND);
        assertThat(host.wallMillis()).isEqualTo(5_000);
        wall.jump(-7 * SECOND);
        assertThat(host.wallMillis()).isEqualTo(-2_000);
    }

    @Test
    void messagesToAStoppedProcessWaitInOrder() {
        host.stop(false);
        host.receive(() -> seen.add("first"));
        host.receive(() -> seen.add("second"));
        assertThat(seen).isEmpty();
        host.resume();
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void aCrashLosesWaitingMessagesAndTheTimersOfItsLife() {
        host.after(SECOND, () -> seen.add("timer"));
        host.stop(false);
        host.receive(() -> seen.add("message"));
        host.crash();
        host.receive(() -> seen.add("while down"));
        host.start();
        time.runUntil(2 * SECOND);
        host.resume();
        assertThat(seen).isEmpty();
    }
}
