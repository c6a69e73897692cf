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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;

/**
 * The machine loses its power: the server is killed, and unsynced data is gone, in whole or in part; the rest of it may
 * end with zeros. Often the disk stands still for a moment before, so that there is something to lose. Legal on any
 * number of nodes at once, because nobody may have relied on unsynced data. Not imitated: names of files that were not
 * synced, and blocks written in another order.
 */
public final class PowerCutFault extends RoleFault {
    public static final FaultKind KIND = FaultKind.of("power", Layer.SERVERS, 1_000, 5_000, random -> {
                Role.Drawn role = Role.draw(random, Role.values());
                int stallMillis = random.nextInt(4) == 0 ? 0 : random.nextInt(50, 900);
                Loss loss = new Loss(stallMillis, random.nextInt(101), random.nextBoolean());
                return new Blueprint(loss.words(role.toString()), regions -> new PowerCutFault(regions, role, loss));
            })
            .ofClockOrDisk();
    private static final String SYNCED = "synced";
    private static final int SECTOR_BYTES = 512;

    /**
     * How long syncs stand still before, how much of the rest gets to the disk, and whether the file has grown for all.
     */
    private record Loss(int stallMillis, int keptPercent, boolean zeros) {
        String words(String whom) {
            return whom + ": power cut after " + stallMillis + " ms without syncs, " + keptPercent
                    + " % of what was not synced is kept" + (zeros ? ", the rest zeros" : "");
        }
    }

    private final Loss loss;
    private boolean cut;
    private long lostBytes;

    private PowerCutFault(Regions regions, Role.Drawn role, Loss loss) {
        super(KIND.name(), regions, role, loss::words);
        this.loss = loss;
    }

    @Override
    public String detail() {
        return super.detail() + (cut ? " (" + lostBytes + " bytes lost)" : "");
    }

    @Override
    protected void prepare(List<Region> victims) throws InterruptedException {
        cut = true;
        victims.forEach(region -> region.clockAndDisk().holdSyncs(true));
        Thread.sleep(loss.stallMillis());
    }

    @Override
    protected void strike(Region region) throws IOException {
        region.kill();
        region.clockAndDisk().holdSyncs(false);
        region.clockAndDisk().requireNoted();
        for (Path file : LogFiles.files(region.disk())) {
            lose(file);
        }
    }

    private void lose(Path file) throws IOException {
        long length = Files.size(file);
        long synced = Math.min(length, synced(file));
        long kept = synced + (length - synced) * loss.keptPercent() / 100;
        if (loss.zeros()) {
            // Disks write whole sectors: the one in which the synced part ends is kept whole, as it was written last.
            long syncedSectors = (synced + SECTOR_BYTES - 1) / SECTOR_BYTES;
            kept = Math.min(length, Math.max(syncedSectors, kept / SECTOR_BYTES) * SECTOR_BYTES);
        }
        if (kept < length) {
            lostBytes += length - kept;
            try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
                opened.setLength(kept);
                opened.setLength(loss.zeros() ? length : kept);
            }
        }
    }

    /** The file's length when it was last synced, as the interposer noted. */
    private static long synced(Path file) throws IOException {
        UserDefinedFileAttributeView noted = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (!noted.list().contains(SYNCED)) {
            return 0;
        }
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        noted.read(SYNCED, length);
        return length.getLong(0);
    }

    @Override
    protected void undo(Region region) throws IOException, InterruptedException {
        region.clockAndDisk().holdSyncs(false);
        region.start();
    }
}
