package io.arbiter.server.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A {@link Bound} on disk, overwritten in place: two slots, each a page of its own, of which the one that was forced
 * last is never written to. So after any power cut one of them is whole. Used by one thread at a time.
 */
final class BoundFile implements AutoCloseable {
    /** At most the size that disks and file systems write at once. */
    private static final int SLOT_BYTES = 4096;

    /** Not channels: an interrupt of a thread that writes would close them. */
    private final RandomAccessFile file;
    /** Each write is on the disk when it returns, without the times of the file, which would cost a journal entry. */
    private final RandomAccessFile forced;

    private int slot;

    private BoundFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.forced = new RandomAccessFile(path.toFile(), "rwd");
    }

    /** The newer slot; empty if neither can be read, or there is no such file. */
    static Optional<Bound> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        byte[] file = Files.readAllBytes(path);
        Optional<Bound> first = inSlot(file, 0);
        Optional<Bound> second = inSlot(file, 1);
        boolean secondIsNewer = second.isPresent()
                && (first.isEmpty() || second.get().sequence() > first.get().sequence());
        return secondIsNewer ? second : first;
    }

    private static Optional<Bound> inSlot(byte[] file, int slot) {
        int from = Math.min(file.length, slot * SLOT_BYTES);
        int to = Math.min(file.length, from + SLOT_BYTES);
        return Bound.parse(new String(file, from, to - from, StandardCharsets.UTF_8));
    }

    /** Makes a new file, durably, with this bound in it. */
    static BoundFile create(Path path, Bound bound) throws IOException {
        Path partial = path.resolveSibling(path.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        try (BoundFile made = new BoundFile(partial)) {
            made.file.setLength(2L * SLOT_BYTES);
            made.force(bound);
            made.force(bound);
        }
        Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Force.disk().force(path.getParent());
        return new BoundFile(path);
    }

    /** Writes the bound; the system keeps it, and brings it to the disk at leisure. */
    void note(Bound bound) throws IOException {
        write(file, bound);
    }

    /** Writes the bound; returns once it is on the disk. */
    void force(Bound bound) throws IOException {
        write(forced, bound);
        slot = 1 - slot;
    }

    private void write(RandomAccessFile to, Bound bound) throws IOException {
        to.seek((long) slot * SLOT_BYTES);
        to.write(bound.text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        try (file) {
            forced.close();
        }
    }
}
