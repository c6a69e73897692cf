package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.servers.NodeView;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.Optional;

/**
 * An upgrade: one server after another is stopped (SIGTERM, leadership transferred), started again, and awaited, as
 * often as time allows.
 */
public final class RollingRestartFault implements Fault {
    public static final FaultKind KIND = FaultKind.of(
            "rolling",
            Layer.SERVERS,
            6_000,
            20_000,
            random -> new Blueprint("one after another", RollingRestartFault::new));
    private static final long POLL_MILLIS = 100;

    private final Regions regions;
    private final Background background = new Background();
    private volatile int restarts;

    private RollingRestartFault(Regions regions) {
        this.regions = regions;
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return "one after another" + (restarts == 0 ? "" : ", " + restarts + " restarts");
    }

    @Override
    public void begin() {
        background.start(() -> {
            while (true) {
                for (Region region : regions.regions()) {
                    restart(region);
                }
            }
        });
    }

    private void restart(Region region) throws IOException, InterruptedException {
        region.stop();
        region.start();
        restarts++;
        while (!isReady(region)) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private boolean isReady(Region region) throws InterruptedException {
        Optional<NodeView> view = regions.view(region);
        return view.isPresent() && view.get().ready();
    }

    @Override
    public void end() throws Exception {
        try {
            background.stop();
        } finally {
            for (Region region : regions.regions()) {
                region.start();
            }
        }
    }
}
