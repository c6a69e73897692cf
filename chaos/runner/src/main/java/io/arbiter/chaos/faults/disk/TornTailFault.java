package io.arbiter.chaos.faults.disk;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.faults.spec.RoleFault;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The power goes while an entry is being written: killed, and the log ends with the beginning of one more entry, or
 * with that and zeros up to the end of the disk's block. Legal on any number of nodes at once, because an entry with
 * missing bytes was never acknowledged. The server must repair the log by itself.
 *
 * <p>Not done: cutting entries off that are there in full. A disk that loses data after reporting it safe breaks Raft's
 * assumption; with one more node down, acknowledged grants would be gone, and no server can notice it.
 */
public final class TornTailFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("torn", Layer.SERVERS, 100, 3_000, random -> {
        Role.Drawn role = Role.draw(random, Role.values());
        Tear tear = new Tear(random.nextInt(1, 100), random.nextBoolean());
        return new Blueprint(tear.words(role.toString()), regions -> new TornTailFault(regions, role, tear));
    });
    private static final int DISK_BLOCK_BYTES = 4_096;
    private static final int CHECKSUM_BYTES = 4;

    /** The part of an entry that was written, and whether the file had grown for all of it. */
    private record Tear(int percent, boolean zeros) {
        String words(String whom) {
            return whom + " killed with " + percent + " % of an entry written" + (zeros ? ", then zeros" : "");
        }
    }

    private final Tear tear;

    private TornTailFault(Regions regions, Role.Drawn role, Tear tear) {
        super(KIND.name(), regions, role, tear::words);
        this.tear = tear;
    }

    @Override
    protected void prepare(List<Region> victims) {
        victims.forEach(Region::kill);
    }

    @Override
    protected void strike(Region region) throws IOException {
        for (Path segment : LogFiles.inProgress(region)) {
            tear(segment);
        }
    }

    /**
     * The half-written part is a copy of the segment's first entry. A tail that is torn already is left as it is: no
     * server writes behind one before it has repaired it.
     */
    private void tear(Path segment) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        int first = entryBytes(bytes, LogFiles.HEADER_BYTES);
        int end = entriesEnd(bytes);
        if (first == 0 || LogFiles.end(bytes) > end) {
            return;
        }
        int written = Math.max(1, (first - (tear.zeros() ? CHECKSUM_BYTES : 1)) * tear.percent() / 100);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(end);
            file.write(Arrays.copyOfRange(bytes, LogFiles.HEADER_BYTES, LogFiles.HEADER_BYTES + written));
            if (tear.zeros()) {
                int blocks = (end + first + DISK_BLOCK_BYTES - 1) / DISK_BLOCK_BYTES;
                file.setLength(Math.max(file.length(), (long) blocks * DISK_BLOCK_BYTES));
            }
        }
    }

    /** Behind the last whole entry, whose checksum may well end with a zero. */
    static int entriesEnd(byte[] segment) {
        int end = LogFiles.HEADER_BYTES;
        for (int bytes = entryBytes(segment, end); bytes > 0; bytes = entryBytes(segment, end)) {
            end += bytes;
        }
        return end;
    }

    /** A length (varint), that many bytes, and a checksum; 0 if there is no whole entry. */
    private static int entryBytes(byte[] segment, int at) {
        int length = 0;
        for (int i = 0; i < 4 && at + i < segment.length; i++) {
            byte digit = segment[at + i];
            length |= (digit & 0x7f) << (7 * i);
            if (digit >= 0) {
                int bytes = i + 1 + length + CHECKSUM_BYTES;
                return length == 0 || at + bytes > segment.length ? 0 : bytes;
            }
        }
        return 0;
    }

    @Override
    protected void undo(Region region) throws IOException, InterruptedException {
        region.start();
    }
}
