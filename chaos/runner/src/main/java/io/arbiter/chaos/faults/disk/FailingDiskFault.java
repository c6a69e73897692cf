package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.ClockAndDisk;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Servers whose disks refuse something: each must end with exit code 7 rather than live on half-dead, or not start,
 * with exit code 6. Started again when the disk is repaired. If nothing was refused meanwhile, the server is killed
 * first, because it could be about to end.
 */
final class FailingDiskFault extends RoleFault {
    private static final int DATA_DIR_UNUSABLE = 6;
    private static final int LOG_FAILED = 7;
    private static final long PATIENCE_SECONDS = 15;

    private final Map<Region, Long> refusedBefore = new HashMap<>();

    private final Consumer<ClockAndDisk> fail;
    private final Consumer<ClockAndDisk> mend;

    private FailingDiskFault(
            String kind,
            Regions regions,
            Role.Drawn role,
            UnaryOperator<String> words,
            Consumer<ClockAndDisk> fail,
            Consumer<ClockAndDisk> mend) {
        super(kind, regions, role, words);
        this.fail = fail;
        this.mend = mend;
    }

    /** @param words say what happens to whom */
    static Blueprint blueprint(
            String kind,
            Role.Drawn role,
            UnaryOperator<String> words,
            Consumer<ClockAndDisk> fail,
            Consumer<ClockAndDisk> mend) {
        return new Blueprint(
                words.apply(role.toString()), regions -> new FailingDiskFault(kind, regions, role, words, fail, mend));
    }

    @Override
    protected void strike(Region region) {
        refusedBefore.put(region, region.clockAndDisk().refused());
        region.allowExit(DATA_DIR_UNUSABLE);
        region.allowExit(LOG_FAILED);
        fail.accept(region.clockAndDisk());
    }

    @Override
    protected void undo(Region region) throws IOException, InterruptedException {
        boolean refused = region.clockAndDisk().refused() > refusedBefore.getOrDefault(region, Long.MAX_VALUE);
        if (refused && !region.awaitEnd(PATIENCE_SECONDS)) {
            region.report("goes on " + PATIENCE_SECONDS + " s after its disk refused to write");
        }
        region.kill();
        mend.accept(region.clockAndDisk());
        region.start();
    }
}
