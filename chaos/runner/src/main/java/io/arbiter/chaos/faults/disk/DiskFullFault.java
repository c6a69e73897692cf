package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.ClockAndDisk;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** No space is left on the disk after some more bytes; the last write that fits in part is cut short, as disks do. */
public final class DiskFullFault implements Fault {
    public static final FaultKind KIND = FaultKind.interposed("full", Layer.SERVERS, 1_000, 8_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
        int space = random.nextInt(4_000);
        return new Blueprint(words(role.toString(), space), regions -> new DiskFullFault(regions, role, space));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private final int spaceBytes;
    private final List<FailingDisk> disks = new ArrayList<>();
    private List<Region> struck = List.of();

    private DiskFullFault(Regions regions, Role.Drawn role, int spaceBytes) {
        this.regions = regions;
        this.role = role;
        this.spaceBytes = spaceBytes;
    }

    private static String words(String whom, int spaceBytes) {
        return whom + ": disk full after " + spaceBytes + " bytes";
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return words(Role.named(role, struck), spaceBytes);
    }

    @Override
    public void begin() throws InterruptedException {
        struck = role.among(regions);
        struck.forEach(region -> disks.add(new FailingDisk(region, disk -> disk.fill(spaceBytes))));
    }

    @Override
    public void end() throws IOException, InterruptedException {
        for (FailingDisk disk : disks) {
            disk.mend(ClockAndDisk::makeSpace);
        }
    }
}
