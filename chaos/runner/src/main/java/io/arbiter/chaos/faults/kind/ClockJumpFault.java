package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;

/** The wall clock jumps, forward or back, and is put right at the end by another jump. The monotonic clock is not. */
public final class ClockJumpFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("jump", Layer.CLOCKS, 500, 8_000, random -> {
                Role.Drawn role = Role.draw(random, Role.values());
                long bound = random.nextBoolean() ? 10_000 : 3_600_000;
                Duration ahead = Duration.ofMillis(random.nextLong(-bound, bound));
                return new Blueprint(
                        words(role.toString(), ahead), regions -> new ClockJumpFault(regions, role, ahead));
            })
            .ofClockOrDisk();

    private final Duration ahead;

    private ClockJumpFault(Regions regions, Role.Drawn role, Duration ahead) {
        super(KIND, regions, role, whom -> words(whom, ahead));
        this.ahead = ahead;
    }

    private static String words(String whom, Duration ahead) {
        return whom + ": wall clock " + ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead");
    }

    @Override
    protected void strike(Region region) {
        region.clockAndDisk().jumpTo(ahead);
    }

    @Override
    protected void undo(Region region) {
        region.clockAndDisk().jumpTo(Duration.ZERO);
    }
}
