package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Syncs fail with EIO. A later sync that succeeds proves nothing then (the kernel may have dropped the pages: Rebello
 * et al., "Can Applications Recover from fsync Failures?", ATC 2020), so the server must end at the first.
 */
public final class SyncErrorFault implements Fault {
    public static final FaultKind KIND = FaultKind.interposed("eio", Layer.SERVERS, 500, 6_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.MAJORITY);
        return new Blueprint(words(role.toString()), regions -> new SyncErrorFault(regions, role));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private final List<FailingDisk> disks = new ArrayList<>();
    private List<Region> struck = List.of();

    private SyncErrorFault(Regions regions, Role.Drawn role) {
        this.regions = regions;
        this.role = role;
    }

    private static String words(String whom) {
        return whom + ": syncs fail";
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return words(Role.named(role, struck));
    }

    @Override
    public void begin() throws InterruptedException {
        struck = role.among(regions);
        struck.forEach(region -> disks.add(new FailingDisk(region, disk -> disk.failSyncs(true))));
    }

    @Override
    public void end() throws IOException, InterruptedException {
        for (FailingDisk disk : disks) {
            disk.mend(mended -> mended.failSyncs(false));
        }
    }
}
