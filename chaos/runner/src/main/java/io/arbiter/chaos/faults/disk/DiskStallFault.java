package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import java.time.Duration;

/** The disk stands still, or each sync takes long: nothing fails, nothing ends. */
public final class DiskStallFault {
    private static final Role[] ROLES = {Role.LEADER, Role.FOLLOWER, Role.MAJORITY};

    public static final FaultKind KIND = Effect.kind("stall", Layer.SERVERS, 500, 10_000, ROLES, random -> {
                boolean still = random.nextBoolean();
                Duration delay = still ? Duration.ZERO : Duration.ofMillis(random.nextInt(50, 1_500));
                return new Effect(
                        whom -> whom
                                + (still
                                        ? ": disk stands still"
                                        : ": each sync takes " + delay.toMillis() + " ms more"),
                        (regions, region) -> stall(region, still, delay),
                        (regions, region) -> stall(region, false, Duration.ZERO));
            })
            .ofClockOrDisk();

    private DiskStallFault() {}

    private static void stall(Region region, boolean still, Duration delay) {
        region.clockAndDisk().stall(still);
        region.clockAndDisk().slow(delay);
    }
}
