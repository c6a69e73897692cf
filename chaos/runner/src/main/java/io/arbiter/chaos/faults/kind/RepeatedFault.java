package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;

/** Stops and starts servers again and again; at its end all run. */
abstract class RepeatedFault implements Fault {
    protected final Regions regions;
    private final FaultKind kind;
    private final String whom;
    private final String what;
    private final Background background = new Background();
    private volatile int done;

    /** @param what was done to each, in the plural */
    protected RepeatedFault(FaultKind kind, Regions regions, String whom, String what) {
        this.kind = kind;
        this.regions = regions;
        this.whom = whom;
        this.what = what;
    }

    /** One round. May be interrupted wherever it waits. */
    protected abstract void round() throws Exception;

    protected final void restart(Region region) throws Exception {
        region.stop();
        region.start();
        done++;
    }

    @Override
    public final String kind() {
        return kind.name();
    }

    @Override
    public final String detail() {
        return whom + (done == 0 ? "" : ", " + done + " " + what);
    }

    @Override
    public final void begin() {
        background.start(() -> {
            while (true) {
                round();
            }
        });
    }

    @Override
    public final void end() throws Exception {
        try {
            background.stop();
        } finally {
            for (Region region : regions.regions()) {
                region.start();
            }
        }
    }
}
