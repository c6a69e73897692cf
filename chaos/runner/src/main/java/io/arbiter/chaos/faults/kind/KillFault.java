package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import java.util.function.UnaryOperator;

/** kill -9; started again at the end. */
public final class KillFault {
    public static final Effect EFFECT = new Effect(
            UnaryOperator.identity(), (regions, region) -> region.kill(), (regions, region) -> region.start());

    public static final FaultKind KIND =
            Effect.kind("kill", Layer.SERVERS, 200, 6_000, Role.values(), random -> EFFECT);

    private KillFault() {}
}
