package io.arbiter.bench.runner.measure;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that each start their next step when the last one has ended, until the round is over. A caller is no thread:
 * the next step starts where the last one's answer was read, because waking threads would cost more than the measured
 * operation. The first failure ends the round.
 */
public final class ClosedLoop {
    /** The whole of each step, beside the parts that the step itself notes. */
    public static final String STEP = "step";

    private final Step step;
    private final Timings timings;
    private final AtomicInteger running;
    private final CompletableFuture<Timings> end = new CompletableFuture<>();

    private ClosedLoop(int callers, Step step, Timings timings) {
        this.step = step;
        this.timings = timings;
        this.running = new AtomicInteger(callers);
    }

    /** Starts the round; it has ended when every caller's last step has. */
    public static CompletableFuture<Timings> start(int callers, Step step, Timings timings) {
        var loop = new ClosedLoop(callers, step, timings);
        for (int caller = 0; caller < callers; caller++) {
            loop.new Caller(caller).next();
        }
        return loop.end;
    }

    private final class Caller {
        private final int number;
        /** Turns to take: a step that ends at once must not start the next one on top of its own stack. */
        private final AtomicInteger turns = new AtomicInteger();

        Caller(int number) {
            this.number = number;
        }

        void next() {
            if (turns.getAndIncrement() > 0) {
                return;
            }
            do {
                turn();
            } while (turns.decrementAndGet() > 0);
        }

        private void turn() {
            if (end.isDone()) {
                return;
            }
            if (timings.isOver()) {
                if (running.decrementAndGet() == 0) {
                    end.complete(timings);
                }
                return;
            }
            long begun = timings.nanos();
            begin().whenComplete((done, failure) -> {
                if (failure != null) {
                    end.completeExceptionally(failure);
                } else {
                    timings.ended(STEP, begun);
                    next();
                }
            });
        }

        private CompletableFuture<?> begin() {
            try {
                return step.begin(number, timings);
            } catch (RuntimeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }
    }
}
