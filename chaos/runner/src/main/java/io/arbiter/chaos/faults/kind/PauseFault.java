package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.function.UnaryOperator;

/** SIGSTOP, and SIGCONT at the end: a long collection of garbage, a suspended machine. */
public final class PauseFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("pause", Layer.SERVERS, 300, 9_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        return new Blueprint(role.toString(), regions -> new PauseFault(regions, role));
    });

    public PauseFault(Regions regions, Role.Drawn role) {
        super(KIND, regions, role, UnaryOperator.identity());
    }

    @Override
    protected void strike(Region region) throws Exception {
        region.pause();
    }

    @Override
    protected void undo(Region region) throws Exception {
        region.resume();
    }
}
