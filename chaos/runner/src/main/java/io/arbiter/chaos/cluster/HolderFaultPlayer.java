package io.arbiter.chaos.cluster;

import io.arbiter.chaos.faults.FaultListener;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;

/** Lets a schedule of holder faults strike, in real time. However it ends, a fault that started is ended. */
final class HolderFaultPlayer {
    private final Regions regions;
    private final Holders holders;
    private final FaultListener listener;

    HolderFaultPlayer(Regions regions, Holders holders, FaultListener listener) {
        this.regions = regions;
        this.holders = holders;
        this.listener = listener;
    }

    /** @throws InterruptedException if interrupted before the end */
    void play(HolderSchedule schedule) throws InterruptedException {
        long start = System.nanoTime();
        for (HolderSchedule.Strike strike : schedule.strikes()) {
            await(start, strike.at());
            var fault = new HolderFault(strike.kind(), strike.region(), regions, holders);
            try {
                begin(fault);
                await(start, strike.at().plus(strike.lasts()));
            } finally {
                end(fault);
            }
        }
    }

    private static void await(long start, Duration at) throws InterruptedException {
        long left = at.toMillis() - (System.nanoTime() - start) / 1_000_000;
        if (left > 0) {
            Thread.sleep(left);
        }
    }

    private void begin(Fault fault) throws InterruptedException {
        try {
            fault.begin();
            listener.began(fault);
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception failed) {
            listener.failed(fault, failed);
        }
    }

    private void end(Fault fault) throws InterruptedException {
        try {
            fault.end();
            listener.ended(fault);
        } catch (InterruptedException stop) {
            throw stop;
        } catch (Exception failed) {
            listener.failed(fault, failed);
        }
    }
}
