package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Link;

/** Lost segments, which TCP sends again after a time-out: stalls and bursts, around one region or everywhere. */
public final class LossyLinksFault {
    private static final Role[] ROLES = {Role.LEADER, Role.FOLLOWER, Role.ALL};

    public static final FaultKind KIND = Effect.kind("lossy", Layer.LINKS, 1_000, 12_000, ROLES, random -> {
        int percent = random.nextInt(1, 31);
        return new Effect(
                whom -> whom + ": " + percent + " % loss",
                (regions, region) -> lose(regions, region, percent),
                (regions, region) -> regions.network().restoreShapes());
    });

    private LossyLinksFault() {}

    private static void lose(Regions regions, Region region, int percent) {
        for (Link link : regions.network().around(region.name())) {
            link.reshape(link.shape().withLoss(percent / 100.0));
        }
    }
}
