package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.servers.ClockAndDisk;
import io.arbiter.chaos.servers.Region;
import java.io.IOException;

/**
 * A server whose disk refuses something: it must end with exit code 7 rather than live on half-dead, or not start, with
 * exit code 6. Started again when the disk is repaired. If nothing was refused meanwhile, the server is killed first,
 * because it could be about to end.
 */
final class FailingDisk {
    private static final int DATA_DIR_UNUSABLE = 6;
    private static final int LOG_FAILED = 7;
    private static final long PATIENCE_SECONDS = 15;

    private final Region region;
    private final long refusedBefore;

    /** The disk's behaviour from now on. */
    interface Change {
        void of(ClockAndDisk disk);
    }

    FailingDisk(Region region, Change failure) {
        this.region = region;
        this.refusedBefore = region.clockAndDisk().refused();
        region.allowExit(DATA_DIR_UNUSABLE);
        region.allowExit(LOG_FAILED);
        failure.of(region.clockAndDisk());
    }

    void mend(Change mended) throws IOException, InterruptedException {
        boolean refused = region.clockAndDisk().refused() > refusedBefore;
        if (refused && !region.awaitEnd(PATIENCE_SECONDS)) {
            region.report("goes on " + PATIENCE_SECONDS + " s after its disk refused to write");
        }
        region.kill();
        mended.of(region.clockAndDisk());
        region.start();
    }
}
