package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalInt;

/**
 * A node loses its disk and is started with an empty one: it must not vote. Nobody has it admitted, so it waits until
 * the end, and gets its old disk back then.
 */
public final class WipedDiskFault {
    public static final FaultKind KIND = FaultKind.of("wipe", Layer.SERVERS, 2_000, 8_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER);
        boolean markerToo = random.nextBoolean();
        return RefusedDiskFault.blueprint(
                "wipe",
                role,
                whom -> whom + (markerToo ? " loses its data and the marker beside it" : " loses its data"),
                region -> wipe(region, markerToo),
                OptionalInt.empty());
    });

    private WipedDiskFault() {}

    private static void wipe(Region region, boolean markerToo) throws IOException {
        FileTree.delete(markerToo ? region.disk() : region.data());
        Files.createDirectories(region.disk());
    }
}
