package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A byte in the middle of a node's log rots: a power cut does not leave that, and the entries after it may have been
 * acknowledged. The node must refuse (exit code 5). It gets its old disk back at the end.
 */
public final class DamagedLogFault extends RefusedDiskFault {
    public static final FaultKind KIND = FaultKind.of("rot", Layer.SERVERS, 2_000, 8_000, random -> {
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER);
        int percent = random.nextInt(10, 70);
        int bit = random.nextInt(8);
        return new Blueprint(
                words(role.toString(), percent, bit), regions -> new DamagedLogFault(regions, role, percent, bit));
    });
    private static final int DATA_DAMAGED = 5;

    private final int percent;
    private final int bit;

    private DamagedLogFault(Regions regions, Role.Drawn role, int percent, int bit) {
        super(KIND, regions, role, whom -> words(whom, percent, bit), DATA_DAMAGED);
        this.percent = percent;
        this.bit = bit;
    }

    private static String words(String whom, int percent, int bit) {
        return whom + " killed, and bit " + bit + " flips at " + percent + " % of its log";
    }

    @Override
    protected void damage(Region region) throws IOException {
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
