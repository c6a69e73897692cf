package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import java.util.function.UnaryOperator;

/** SIGSTOP, and SIGCONT at the end: a long collection of garbage, a suspended machine. */
public final class PauseFault {
    public static final Effect EFFECT = new Effect(
            UnaryOperator.identity(), (regions, region) -> region.pause(), (regions, region) -> region.resume());

    public static final FaultKind KIND =
            Effect.kind("pause", Layer.SERVERS, 300, 9_000, Role.values(), random -> EFFECT);

    private PauseFault() {}
}
