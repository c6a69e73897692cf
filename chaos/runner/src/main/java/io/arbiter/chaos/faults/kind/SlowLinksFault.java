package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Network;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Link;
import io.arbiter.link.LinkShape;
import java.time.Duration;
import java.util.Locale;

/** Longer round trips, jitter and little bandwidth, around one region or everywhere. */
public final class SlowLinksFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("slow", Layer.LINKS, 1_000, 12_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER, Role.ALL);
        int delay = random.nextInt(10, 250);
        int jitter = random.nextInt(1, 200);
        long bandwidth = random.nextInt(3) == 0 ? random.nextInt(20_000, 500_000) : 0;
        Slowness slowness = new Slowness(delay, jitter, bandwidth);
        return new Blueprint(slowness.words(role.toString()), regions -> new SlowLinksFault(regions, role, slowness));
    });

    /** The delay added to each way, and the bandwidth in bytes a second (0: as before). */
    private record Slowness(int delayMillis, int jitterMillis, long bytesPerSecond) {
        String words(String whom) {
            return String.format(
                    Locale.ROOT,
                    "%s: %d to %d ms more each way%s",
                    whom,
                    delayMillis,
                    delayMillis + jitterMillis,
                    bytesPerSecond == 0 ? "" : ", " + bytesPerSecond / 1_000 + " kB/s");
        }

        LinkShape on(LinkShape usual) {
            return new LinkShape(
                    usual.delay().plus(Duration.ofMillis(delayMillis)),
                    Duration.ofMillis(jitterMillis),
                    bytesPerSecond);
        }
    }

    private final Slowness slowness;

    private SlowLinksFault(Regions regions, Role.Drawn role, Slowness slowness) {
        super(KIND, regions, role, slowness::words);
        this.slowness = slowness;
    }

    @Override
    protected void strike(Region region) {
        Network network = regions.network();
        for (Link link : network.around(region.name())) {
            link.reshape(slowness.on(network.usual(link)));
        }
    }

    @Override
    protected void undo(Region region) {
        regions.network().restoreShapes();
    }
}
