package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.ClockAndDisk;

/** No space is left on the disk after some more bytes; the last write that fits in part is cut short, as disks do. */
public final class DiskFullFault {
    public static final FaultKind KIND = FaultKind.of("full", Layer.SERVERS, 1_000, 8_000, random -> {
                Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
                int space = random.nextInt(4_000);
                return FailingDiskFault.blueprint(
                        "full",
                        role,
                        whom -> whom + ": disk full after " + space + " bytes",
                        disk -> disk.fill(space),
                        ClockAndDisk::makeSpace);
            })
            .ofClockOrDisk();

    private DiskFullFault() {}
}
