package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;
import java.util.List;

/** The disk stands still, or each sync takes long: nothing fails, nothing ends. */
public final class DiskStallFault implements Fault {
    public static final FaultKind KIND = FaultKind.interposed("stall", Layer.SERVERS, 500, 10_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
        Duration delay = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(50, 1_500));
        return new Blueprint(words(role.toString(), delay), regions -> new DiskStallFault(regions, role, delay));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private final Duration delay;
    private List<Region> struck = List.of();

    /** @param delay of each sync; zero: the disk stands still */
    private DiskStallFault(Regions regions, Role.Drawn role, Duration delay) {
        this.regions = regions;
        this.role = role;
        this.delay = delay;
    }

    private static String words(String whom, Duration delay) {
        return whom + (delay.isZero() ? ": disk stands still" : ": each sync takes " + delay.toMillis() + " ms more");
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return words(Role.named(role, struck), delay);
    }

    @Override
    public void begin() throws InterruptedException {
        struck = role.among(regions);
        for (Region region : struck) {
            region.clockAndDisk().stall(delay.isZero());
            region.clockAndDisk().slow(delay);
        }
    }

    @Override
    public void end() {
        for (Region region : struck) {
            region.clockAndDisk().stall(false);
            region.clockAndDisk().slow(Duration.ZERO);
        }
    }
}
