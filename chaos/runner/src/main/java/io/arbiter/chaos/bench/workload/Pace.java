package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.loop.SeededRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Asks idle workers in turn to take a step, at random times of that mean rate (a Poisson process). With all of them
 * busy, the step is left out. On the loop only.
 */
public final class Pace {
    private final EventLoop loop;
    private final SeededRandom dice;
    private final double perSecond;
    private final Queue<Worker> workers;
    private boolean over;

    public Pace(EventLoop loop, SeededRandom dice, double perSecond, List<Worker> workers) {
        this.loop = loop;
        this.dice = dice;
        this.perSecond = perSecond;
        this.workers = new ArrayDeque<>(workers);
    }

    public void begin() {
        double gap = -Math.log(1 - dice.fraction()) / perSecond;
        loop.after(Duration.ofNanos((long) (gap * 1e9)), () -> {
            if (!over) {
                step();
                begin();
            }
        });
    }

    private void step() {
        for (int tries = workers.size(); tries > 0; tries--) {
            Worker worker = workers.remove();
            workers.add(worker);
            if (worker.isIdle()) {
                worker.step();
                return;
            }
        }
    }

    public void end() {
        over = true;
    }
}
