package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.testsupport.html.Format;

/**
 * Both clocks run faster or slower than true time, by up to the drift bound of 1 %; from the end on they run true
 * again, without a jump.
 */
public final class ClockDriftFault {
    private static final int BOUND_PPM = 10_000;

    public static final FaultKind KIND = Effect.kind("drift", Layer.CLOCKS, 2_000, 20_000, Role.values(), random -> {
                int ppm = (random.nextInt(3) == 0 ? BOUND_PPM : random.nextInt(1, BOUND_PPM))
                        * (random.nextBoolean() ? 1 : -1);
                String words = Format.of(": clocks %.4f %% %s", Math.abs(ppm) / 1e4, ppm < 0 ? "slow" : "fast");
                return new Effect(
                        whom -> whom + words,
                        (regions, region) -> region.clockAndDisk().drift(ppm),
                        (regions, region) -> region.clockAndDisk().drift(0));
            })
            .ofClockOrDisk();

    private ClockDriftFault() {}
}
