package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.ClockAndDisk;
import io.arbiter.chaos.servers.Regions;

/** No space is left on the disk after some more bytes; the last write that fits in part is cut short, as disks do. */
public final class DiskFullFault extends FailingDiskFault {
    public static final FaultKind KIND = FaultKind.of("full", Layer.SERVERS, 1_000, 8_000, random -> {
                Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
                int space = random.nextInt(4_000);
                return new Blueprint(words(role.toString(), space), regions -> new DiskFullFault(regions, role, space));
            })
            .ofClockOrDisk();

    private final int spaceBytes;

    private DiskFullFault(Regions regions, Role.Drawn role, int spaceBytes) {
        super(KIND, regions, role, whom -> words(whom, spaceBytes));
        this.spaceBytes = spaceBytes;
    }

    private static String words(String whom, int spaceBytes) {
        return whom + ": disk full after " + spaceBytes + " bytes";
    }

    @Override
    protected void fail(ClockAndDisk disk) {
        disk.fill(spaceBytes);
    }

    @Override
    protected void mend(ClockAndDisk disk) {
        disk.makeSpace();
    }
}
