package io.arbiter.chaos.cluster;

import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Death of the holders of one region in the liveness phase, drawn from the seed: S7's bound is measured by it.
 *
 * @param region whose holders
 */
record Death(Manner manner, String region) {
    /** Kinds of death. */
    enum Manner {
        /** SIGSTOP: they come back, and write too late. */
        HOLDERS_PAUSED,
        /** SIGKILL. */
        HOLDERS_KILLED,
        /** SIGSTOP of the holders and of the region's server, the leader's among others. */
        REGION_PAUSED,
        /** SIGKILL of the holders and of the leader, wherever it is. */
        HOLDERS_AND_LEADER_KILLED
    }

    static Death draw(long seed) {
        var random = new SplittableRandom(seed ^ 0x6c697665);
        return new Death(
                Manner.values()[random.nextInt(Manner.values().length)],
                Regions.NAMES.get(random.nextInt(Regions.NAMES.size())));
    }

    List<String> survivors() {
        return Regions.NAMES.stream().filter(name -> !name.equals(region)).toList();
    }

    /** Whether the holders come back. */
    boolean isPause() {
        return manner == Manner.HOLDERS_PAUSED || manner == Manner.REGION_PAUSED;
    }

    /** The server that is struck as well. @param leader the present leader */
    Optional<Region> server(Regions regions, Region leader) {
        return switch (manner) {
            case REGION_PAUSED -> Optional.of(regions.region(region));
            case HOLDERS_AND_LEADER_KILLED -> Optional.of(leader);
            default -> Optional.empty();
        };
    }

    /** The holders last, so that they are alive for as long as their server is. */
    void strike(HolderProcess holders, Optional<Region> server) throws IOException, InterruptedException {
        if (isPause()) {
            if (server.isPresent()) {
                server.get().pause();
            }
            holders.pause();
        } else {
            if (server.isPresent()) {
                server.get().kill();
            }
            holders.kill();
        }
    }

    @Override
    public String toString() {
        return manner.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " in " + region;
    }
}
