package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import java.time.Duration;

/** The wall clock jumps, forward or back, and is put right at the end by another jump. The monotonic clock is not. */
public final class ClockJumpFault {
    public static final FaultKind KIND = Effect.kind("jump", Layer.CLOCKS, 500, 8_000, Role.values(), random -> {
                long bound = random.nextBoolean() ? 10_000 : 3_600_000;
                Duration ahead = Duration.ofMillis(random.nextLong(-bound, bound));
                return new Effect(
                        whom -> whom + ": wall clock " + ahead.abs().toMillis() + " ms "
                                + (ahead.isNegative() ? "behind" : "ahead"),
                        (regions, region) -> region.clockAndDisk().jumpTo(ahead),
                        (regions, region) -> region.clockAndDisk().jumpTo(Duration.ZERO));
            })
            .ofClockOrDisk();

    private ClockJumpFault() {}
}
