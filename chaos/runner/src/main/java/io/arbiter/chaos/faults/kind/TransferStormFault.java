package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.Optional;

/**
 * Leadership changes again and again: the leader is stopped (SIGTERM), transfers leadership, and is started at once.
 * There is no gentler way to ask for a transfer.
 */
public final class TransferStormFault extends RepeatedFault {
    public static final FaultKind KIND = FaultKind.of(
            "transfer", Layer.SERVERS, 5_000, 15_000, random -> new Blueprint("every leader", TransferStormFault::new));
    private static final long POLL_MILLIS = 50;

    private TransferStormFault(Regions regions) {
        super(KIND, regions, "every leader", "of them");
    }

    @Override
    protected void round() throws Exception {
        Optional<Region> leader = regions.leader();
        if (leader.isPresent()) {
            restart(leader.get());
        }
        Thread.sleep(POLL_MILLIS);
    }
}
