package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A byte in the middle of a node's log rots: a power cut does not leave that, and the entries after it may have been
 * acknowledged. The node must refuse (exit code 5). It gets its old disk back at the end.
 */
public final class DamagedLogFault {
    private static final int DATA_DAMAGED = 5;

    public static final FaultKind KIND = FaultKind.of("rot", Layer.SERVERS, 2_000, 8_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER);
        int percent = random.nextInt(10, 70);
        int bit = random.nextInt(8);
        return RefusedDiskFault.blueprint(
                "rot",
                role,
                whom -> whom + " killed, and bit " + bit + " flips at " + percent + " % of its log",
                region -> flip(region, percent, bit),
                OptionalInt.of(DATA_DAMAGED));
    });

    private DamagedLogFault() {}

    private static void flip(Region region, int percent, int bit) throws IOException {
        List<Path> segments = LogFiles.all(region);
        if (segments.isEmpty()) {
            throw new IOException(region + " has no log yet: nothing to damage");
        }
        Path segment = segments.get(0);
        byte[] bytes = Files.readAllBytes(segment);
        int position = LogFiles.HEADER_BYTES + (LogFiles.end(bytes) - LogFiles.HEADER_BYTES) * percent / 100;
        bytes[position] ^= (byte) (1 << bit);
        Files.write(segment, bytes);
    }
}
