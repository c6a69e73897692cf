package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;
import java.util.List;

/** The wall clock jumps, forward or back, and is put right at the end by another jump. The monotonic clock is not. */
public final class ClockJumpFault implements Fault {
    public static final FaultKind KIND = FaultKind.interposed("jump", Layer.CLOCKS, 500, 8_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        long bound = random.nextBoolean() ? 10_000 : 3_600_000;
        Duration ahead = Duration.ofMillis(random.nextLong(-bound, bound));
        return new Blueprint(words(role.toString(), ahead), regions -> new ClockJumpFault(regions, role, ahead));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private final Duration ahead;
    private List<Region> struck = List.of();

    private ClockJumpFault(Regions regions, Role.Drawn role, Duration ahead) {
        this.regions = regions;
        this.role = role;
        this.ahead = ahead;
    }

    private static String words(String whom, Duration ahead) {
        return whom + ": wall clock " + ahead.abs().toMillis() + " ms " + (ahead.isNegative() ? "behind" : "ahead");
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return words(Role.named(role, struck), ahead);
    }

    @Override
    public void begin() throws InterruptedException {
        struck = role.among(regions);
        struck.forEach(region -> region.clockAndDisk().jumpTo(ahead));
    }

    @Override
    public void end() {
        struck.forEach(region -> region.clockAndDisk().jumpTo(Duration.ZERO));
    }
}
