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

/** SIGSTOP, and SIGCONT at the end: a long collection of garbage, a suspended machine. */
public final class PauseFault implements Fault {
    public static final FaultKind KIND = FaultKind.of("pause", Layer.SERVERS, 300, 9_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        return new Blueprint(role.toString(), regions -> new PauseFault(regions, role));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private List<Region> struck = List.of();

    public PauseFault(Regions regions, Role.Drawn role) {
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
    public void begin() throws IOException, InterruptedException {
        struck = role.among(regions);
        for (Region region : struck) {
            region.pause();
        }
    }

    @Override
    public void end() throws IOException, InterruptedException {
        for (Region region : struck) {
            region.resume();
        }
    }
}
