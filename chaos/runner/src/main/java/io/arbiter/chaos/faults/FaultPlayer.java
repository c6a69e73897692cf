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
    private final Map<TimedFault, Fault> on = new LinkedHashMap<>();

    private record Step(Duration at, TimedFault fault, boolean begins) {}

    public FaultPlayer(Regions regions, FaultListener listener) {
        this.regions = regions;
        this.listener = listener;
    }

    /** Plays the schedule, in real time, to its end. @throws InterruptedException if interrupted before */
    public void play(FaultSchedule schedule) throws InterruptedException {
        List<TimedFault> faults = schedule.strikes().stream()
                .map(strike -> new TimedFault(strike.at(), strike.until(), () -> strike.fault(regions)))
                .toList();
        play(faults, schedule.length());
    }

    /** Plays them. @param length that it takes at least */
    public void play(List<TimedFault> faults, Duration length) throws InterruptedException {
        List<Step> steps = new ArrayList<>();
        for (TimedFault fault : faults) {
            steps.add(new Step(fault.at(), fault, true));
            steps.add(new Step(fault.until(), fault, false));
        }
        steps.sort(Comparator.comparing(Step::at));
        long start = System.nanoTime();
        try {
            for (Step step : steps) {
                await(start, step.at());
                take(step);
            }
            await(start, length);
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
            begin(step.fault());
        } else {
            end(step.fault());
        }
    }

    private void begin(TimedFault timed) throws InterruptedException {
        Fault fault = timed.fault().get();
        on.put(timed, fault);
        try {
            fault.begin();
            listener.began(fault);
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception failed) {
            listener.failed(fault, failed);
        }
    }

    private void end(TimedFault timed) {
        Fault fault = on.remove(timed);
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
