package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Link;
import java.util.Locale;

/** Lost segments, which TCP sends again after a time-out: stalls and bursts, around one region or everywhere. */
public final class LossyLinksFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("lossy", Layer.LINKS, 1_000, 12_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.ALL);
        int percent = random.nextInt(1, 31);
        return new Blueprint(words(role.toString(), percent), regions -> new LossyLinksFault(regions, role, percent));
    });

    private final int percent;

    private LossyLinksFault(Regions regions, Role.Drawn role, int percent) {
        super(KIND, regions, role, whom -> words(whom, percent));
        this.percent = percent;
    }

    private static String words(String whom, int percent) {
        return String.format(Locale.ROOT, "%s: %d %% loss", whom, percent);
    }

    @Override
    protected void strike(Region region) {
        for (Link link : regions.network().around(region.name())) {
            link.reshape(link.shape().withLoss(percent / 100.0));
        }
    }

    @Override
    protected void undo(Region region) {
        regions.network().restoreShapes();
    }
}
