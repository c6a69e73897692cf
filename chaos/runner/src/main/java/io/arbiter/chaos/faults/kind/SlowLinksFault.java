package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Effect;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Network;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Link;
import io.arbiter.link.LinkShape;
import io.arbiter.testsupport.html.Format;
import java.time.Duration;

/** Longer round trips, jitter and little bandwidth, around one region or everywhere. */
public final class SlowLinksFault {
    private static final Role[] ROLES = {Role.LEADER, Role.FOLLOWER, Role.ALL};

    public static final FaultKind KIND = Effect.kind("slow", Layer.LINKS, 1_000, 12_000, ROLES, random -> {
        int delay = random.nextInt(10, 250);
        int jitter = random.nextInt(1, 200);
        long bandwidth = random.nextInt(3) == 0 ? random.nextInt(20_000, 500_000) : 0;
        Slowness slowness = new Slowness(delay, jitter, bandwidth);
        return new Effect(
                slowness::words,
                slowness::strike,
                (regions, region) -> regions.network().restoreShapes());
    });

    /** The delay added to each way, and the bandwidth in bytes a second (0: as before). */
    private record Slowness(int delayMillis, int jitterMillis, long bytesPerSecond) {
        String words(String whom) {
            return Format.of(
                    "%s: %d to %d ms more each way%s",
                    whom,
                    delayMillis,
                    delayMillis + jitterMillis,
                    bytesPerSecond == 0 ? "" : ", " + bytesPerSecond / 1_000 + " kB/s");
        }

        void strike(Regions regions, Region region) {
            Network network = regions.network();
            for (Link link : network.around(region.name())) {
                Duration delay = network.usual(link).delay().plus(Duration.ofMillis(delayMillis));
                link.reshape(new LinkShape(delay, Duration.ofMillis(jitterMillis), bytesPerSecond));
            }
        }
    }

    private SlowLinksFault() {}
}
