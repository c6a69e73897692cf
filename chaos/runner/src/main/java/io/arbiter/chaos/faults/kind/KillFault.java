package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.List;

/** kill -9; started again at the end. */
public final class KillFault implements Fault {
    public static final FaultKind KIND = FaultKind.of("kill", Layer.SERVERS, 200, 6_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        return new Blueprint(role.toString(), regions -> new KillFault(regions, role));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private List<Region> struck = List.of();

    public KillFault(Regions regions, Role.Drawn role) {
        this.regions = regions;
        this.role = role;
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return Role.named(role, struck);
    }

    @Override
    public void begin() throws InterruptedException {
        struck = role.among(regions);
        for (Region region : struck) {
            region.kill();
        }
    }

    @Override
    public void end() throws IOException, InterruptedException {
        for (Region region : struck) {
            region.start();
        }
    }
}
