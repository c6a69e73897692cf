package io.arbiter.server.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.batch.Clocks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutQueueTest {
    /** Close to the end of the range: a clock's nanoseconds may overflow. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_500);

    private final List<String> rung = new ArrayList<>();
    private final Timers timers = new Timers();
    private final TimeoutQueue alarms = new TimeoutQueue(new Clocks(now::get, () -> 0, timers));

    /** Keeps scheduled tasks, for the test to run. */
    private final class Timers extends ScheduledThreadPoolExecutor {
        private record Timer(long atNanos, Runnable task) {}

        private final List<Timer> set = new ArrayList<>();

        Timers() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            set.add(new Timer(now.get() + unit.toNanos(delay), task));
            return null;
        }

        void advance(long nanos) {
            now.addAndGet(nanos);
            for (Timer timer : List.copyOf(set)) {
                if (timer.atNanos() - now.get() <= 0) {
                    set.remove(timer);
                    timer.task().run();
                }
            }
        }
    }

    @AfterEach
    void end() {
        timers.shutdownNow();
    }

    private TimeoutQueue.Alarm after(long nanos, String name) {
        return alarms.after(Duration.ofNanos(nanos), () -> rung.add(name));
    }

    @Test
    void eachRingsAtItsTimeInWhateverOrderTheyAreSet() {
        after(3_000, "late");
        after(1_000, "early");
        after(2_000, "between");

        timers.advance(999);
        assertThat(rung).isEmpty();
        timers.advance(1);
        assertThat(rung).containsExactly("early");
        timers.advance(1_000);
        assertThat(rung).containsExactly("early", "between");
        timers.advance(1_000);
        assertThat(rung).containsExactly("early", "between", "late");
        assertThat(timers.set).isEmpty();
    }

    @Test
    void aCancelledOneNeverRingsAndLeavesNothingBehind() {
        alarms.cancel(after(1_000, "cancelled"));
        after(2_000, "kept");

        timers.advance(5_000);
        timers.advance(5_000);

        assertThat(rung).containsExactly("kept");
        assertThat(alarms.size()).isZero();
    }

    @Test
    void callsThatAreAnsweredInTimeShareOneTimer() {
        for (int call = 0; call < 1_000; call++) {
            alarms.cancel(after(5_000, "call"));
            now.incrementAndGet();
        }

        assertThat(timers.set).hasSize(1);
        assertThat(alarms.size()).isZero();
    }

    @Test
    void theOneAfterACancelledOneRingsAtItsOwnTime() {
        TimeoutQueue.Alarm first = after(1_000, "first");
        after(1_500, "second");
        alarms.cancel(first);

        timers.advance(1_499);
        assertThat(rung).isEmpty();
        timers.advance(1);
        assertThat(rung).containsExactly("second");
    }
}
