package io.arbiter.chaos.faults;

import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a schedule strike. One thread: a late start or end delays the later ones, but changes no order. However it ends,
 * every fault that started is ended.
 */
public final class FaultPlayer {
    private final Regions regions;
    private final FaultListener listener;
    private final Map<Strike, Fault> on = new LinkedHashMap<>();

    private record Step(Duration at, Strike strike, boolean begins) {}

    public FaultPlayer(Regions regions, FaultListener listener) {
        this.regions = regions;
        this.listener = listener;
    }

    /** Plays the schedule, in real time, to its end. @throws InterruptedException if interrupted before */
    public void play(FaultSchedule schedule) throws InterruptedException {
        List<Step> steps = new ArrayList<>();
        for (Strike strike : schedule.strikes()) {
            steps.add(new Step(strike.at(), strike, true));
            steps.add(new Step(strike.until(), strike, false));
        }
        steps.sort(Comparator.comparing(Step::at));
        long start = System.nanoTime();
        try {
            for (Step step : steps) {
                await(start, step.at());
                take(step);
            }
            await(start, schedule.length());
        } finally {
            List.copyOf(on.keySet()).forEach(this::end);
        }
    }

    private static void await(long start, Duration at) throws InterruptedException {
        long left = at.toMillis() - (System.nanoTime() - start) / 1_000_000;
        // Also when it is late: it notices an interrupt, and a play that was stopped takes no further step.
        Thread.sleep(Math.max(0, left));
    }

    private void take(Step step) throws InterruptedException {
        if (step.begins()) {
            begin(step.strike());
        } else {
            end(step.strike());
        }
    }

    private void begin(Strike strike) throws InterruptedException {
        Fault fault = strike.fault(regions);
        on.put(strike, fault);
        try {
            fault.begin();
            listener.began(fault);
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception failed) {
            listener.failed(fault, failed);
        }
    }

    private void end(Strike strike) {
        Fault fault = on.remove(strike);
        if (fault == null) {
            return;
        }
        try {
            fault.end();
            listener.ended(fault);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            listener.failed(fault, stop);
        } catch (Exception failed) {
            listener.failed(fault, failed);
        }
    }
}
