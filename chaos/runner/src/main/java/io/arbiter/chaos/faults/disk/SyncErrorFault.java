package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.ClockAndDisk;
import io.arbiter.chaos.servers.Regions;

/**
 * Syncs fail with EIO. A later sync that succeeds proves nothing then (the kernel may have dropped the pages: Rebello
 * et al., "Can Applications Recover from fsync Failures?", ATC 2020), so the server must end at the first.
 */
public final class SyncErrorFault extends FailingDiskFault {
    public static final FaultKind KIND = FaultKind.of("eio", Layer.SERVERS, 500, 6_000, random -> {
                Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
                return new Blueprint(words(role.toString()), regions -> new SyncErrorFault(regions, role));
            })
            .ofClockOrDisk();

    private SyncErrorFault(Regions regions, Role.Drawn role) {
        super(KIND, regions, role, SyncErrorFault::words);
    }

    private static String words(String whom) {
        return whom + ": syncs fail";
    }

    @Override
    protected void fail(ClockAndDisk disk) {
        disk.failSyncs(true);
    }

    @Override
    protected void mend(ClockAndDisk disk) {
        disk.failSyncs(false);
    }
}
