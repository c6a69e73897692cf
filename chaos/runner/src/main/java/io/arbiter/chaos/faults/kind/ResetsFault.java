package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Link;
import java.util.List;

/** Every connection over a region's links, or over all, is reset again and again. */
public final class ResetsFault implements Fault {
    public static final FaultKind KIND = FaultKind.of("resets", Layer.LINKS, 500, 8_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.ALL);
        int everyMillis = random.nextInt(50, 1_500);
        return new Blueprint(
                words(role.toString(), everyMillis), regions -> new ResetsFault(regions, role, everyMillis));
    });

    private final Regions regions;
    private final Role.Drawn role;
    private final int everyMillis;
    private final Background background = new Background();
    private List<Region> struck = List.of();

    private ResetsFault(Regions regions, Role.Drawn role, int everyMillis) {
        this.regions = regions;
        this.role = role;
        this.everyMillis = everyMillis;
    }

    private static String words(String whom, int everyMillis) {
        return whom + ": connections reset every " + everyMillis + " ms";
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return words(Role.named(role, struck), everyMillis);
    }

    @Override
    public void begin() throws InterruptedException {
        struck = role.among(regions);
        background.start(() -> {
            while (true) {
                struck.forEach(region -> regions.network().around(region.name()).forEach(Link::reset));
                Thread.sleep(everyMillis);
            }
        });
    }

    @Override
    public void end() throws Exception {
        background.stop();
    }
}
