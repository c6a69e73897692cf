package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;

/**
 * Syncs fail with EIO. A later sync that succeeds proves nothing then (the kernel may have dropped the pages: Rebello
 * et al., "Can Applications Recover from fsync Failures?", ATC 2020), so the server must end at the first.
 */
public final class SyncErrorFault {
    public static final FaultKind KIND = FaultKind.of("eio", Layer.SERVERS, 500, 6_000, random -> {
                Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
                return FailingDiskFault.blueprint(
                        "eio",
                        role,
                        whom -> whom + ": syncs fail",
                        disk -> disk.failSyncs(true),
                        disk -> disk.failSyncs(false));
            })
            .ofClockOrDisk();

    private SyncErrorFault() {}
}
