package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.Locale;

/**
 * Both clocks run faster or slower than true time, by up to the drift bound of 1 %; from the end on they run true
 * again, without a jump.
 */
public final class ClockDriftFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("drift", Layer.CLOCKS, 2_000, 20_000, random -> {
                Role.Drawn role = Role.draw(random, Role.values());
                int ppm = (random.nextInt(3) == 0
                                ? ClockDriftFault.BOUND_PPM
                                : random.nextInt(1, ClockDriftFault.BOUND_PPM))
                        * (random.nextBoolean() ? 1 : -1);
                return new Blueprint(words(role.toString(), ppm), regions -> new ClockDriftFault(regions, role, ppm));
            })
            .ofClockOrDisk();
    private static final int BOUND_PPM = 10_000;

    private final int ppm;

    private ClockDriftFault(Regions regions, Role.Drawn role, int ppm) {
        super(KIND, regions, role, whom -> words(whom, ppm));
        this.ppm = ppm;
    }

    private static String words(String whom, int ppm) {
        return String.format(
                Locale.ROOT, "%s: clocks %.4f %% %s", whom, Math.abs(ppm) / 1e4, ppm < 0 ? "slow" : "fast");
    }

    @Override
    protected void strike(Region region) {
        region.clockAndDisk().drift(ppm);
    }

    @Override
    protected void undo(Region region) {
        region.clockAndDisk().drift(0);
    }
}
