package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.servers.NodeView;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;

/**
 * An upgrade: one server after another is stopped (SIGTERM, leadership transferred), started again, and awaited, as
 * often as time allows.
 */
public final class RollingRestartFault extends RepeatedFault {
    public static final FaultKind KIND = FaultKind.of(
            "rolling",
            Layer.SERVERS,
            6_000,
            20_000,
            random -> new Blueprint("one after another", RollingRestartFault::new));
    private static final long POLL_MILLIS = 100;

    private RollingRestartFault(Regions regions) {
        super(KIND, regions, "one after another", "restarts");
    }

    @Override
    protected void round() throws Exception {
        for (Region region : regions.regions()) {
            restart(region);
            while (!isReady(region)) {
                Thread.sleep(POLL_MILLIS);
            }
        }
    }

    private boolean isReady(Region region) throws InterruptedException {
        return regions.view(region).filter(NodeView::ready).isPresent();
    }
}
