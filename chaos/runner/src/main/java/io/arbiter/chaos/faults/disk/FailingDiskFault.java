package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.ClockAndDisk;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Servers whose disks refuse something: each must end with exit code 7 rather than live on half-dead, or not start,
 * with exit code 6. Started again when the disk is repaired. If nothing was refused meanwhile, the server is killed
 * first, because it could be about to end.
 */
abstract class FailingDiskFault extends RoleFault {
    private static final int DATA_DIR_UNUSABLE = 6;
    private static final int LOG_FAILED = 7;
    private static final long PATIENCE_SECONDS = 15;

    private final Map<Region, Long> refusedBefore = new HashMap<>();

    protected FailingDiskFault(FaultKind kind, Regions regions, Role.Drawn role, UnaryOperator<String> words) {
        super(kind, regions, role, words);
    }

    protected abstract void fail(ClockAndDisk disk);

    protected abstract void mend(ClockAndDisk disk);

    @Override
    protected final void strike(Region region) {
        refusedBefore.put(region, region.clockAndDisk().refused());
        region.allowExit(DATA_DIR_UNUSABLE);
        region.allowExit(LOG_FAILED);
        fail(region.clockAndDisk());
    }

    @Override
    protected final void undo(Region region) throws IOException, InterruptedException {
        boolean refused = region.clockAndDisk().refused() > refusedBefore.getOrDefault(region, Long.MAX_VALUE);
        if (refused && !region.awaitEnd(PATIENCE_SECONDS)) {
            region.report("goes on " + PATIENCE_SECONDS + " s after its disk refused to write");
        }
        region.kill();
        mend(region.clockAndDisk());
        region.start();
    }
}
