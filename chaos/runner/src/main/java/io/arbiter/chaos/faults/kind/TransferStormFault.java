package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.Optional;

/**
 * Leadership changes again and again: the leader is stopped (SIGTERM), transfers leadership, and is started at once.
 * There is no gentler way to ask for a transfer.
 */
public final class TransferStormFault implements Fault {
    public static final FaultKind KIND = FaultKind.of(
            "transfer", Layer.SERVERS, 5_000, 15_000, random -> new Blueprint("every leader", TransferStormFault::new));
    private static final long POLL_MILLIS = 50;

    private final Regions regions;
    private final Background background = new Background();
    private volatile int transfers;

    private TransferStormFault(Regions regions) {
        this.regions = regions;
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return "every leader" + (transfers == 0 ? "" : ", " + transfers + " of them");
    }

    @Override
    public void begin() {
        background.start(() -> {
            while (true) {
                Optional<Region> leader = regions.leader();
                if (leader.isPresent()) {
                    unseat(leader.get());
                }
                Thread.sleep(POLL_MILLIS);
            }
        });
    }

    private void unseat(Region leader) throws IOException, InterruptedException {
        leader.stop();
        leader.start();
        transfers++;
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
