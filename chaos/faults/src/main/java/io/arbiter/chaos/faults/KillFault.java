package io.arbiter.chaos.faults;

import java.io.IOException;
import java.util.List;

/** kill -9; started again at the end. */
final class KillFault implements Fault {
    static final FaultKind KIND = FaultKind.of("kill", Layer.SERVERS, 200, 6_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        return new Blueprint(role.toString(), regions -> new KillFault(regions, role));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private List<Region> struck = List.of();

    KillFault(Regions regions, Role.Drawn role) {
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
