package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;

/** The disk stands still, or each sync takes long: nothing fails, nothing ends. */
public final class DiskStallFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("stall", Layer.SERVERS, 500, 10_000, random -> {
                Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
                Duration delay = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(50, 1_500));
                return new Blueprint(
                        words(role.toString(), delay), regions -> new DiskStallFault(regions, role, delay));
            })
            .ofClockOrDisk();

    private final Duration delay;

    /** @param delay of each sync; zero: the disk stands still */
    private DiskStallFault(Regions regions, Role.Drawn role, Duration delay) {
        super(KIND, regions, role, whom -> words(whom, delay));
        this.delay = delay;
    }

    private static String words(String whom, Duration delay) {
        return whom + (delay.isZero() ? ": disk stands still" : ": each sync takes " + delay.toMillis() + " ms more");
    }

    @Override
    protected void strike(Region region) {
        region.clockAndDisk().stall(delay.isZero());
        region.clockAndDisk().slow(delay);
    }

    @Override
    protected void undo(Region region) {
        region.clockAndDisk().stall(false);
        region.clockAndDisk().slow(Duration.ZERO);
    }
}
