package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.function.UnaryOperator;

/** kill -9; started again at the end. */
public final class KillFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("kill", Layer.SERVERS, 200, 6_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        return new Blueprint(role.toString(), regions -> new KillFault(regions, role));
    });

    public KillFault(Regions regions, Role.Drawn role) {
        super(KIND, regions, role, UnaryOperator.identity());
    }

    @Override
    protected void strike(Region region) {
        region.kill();
    }

    @Override
    protected void undo(Region region) throws Exception {
        region.start();
    }
}
