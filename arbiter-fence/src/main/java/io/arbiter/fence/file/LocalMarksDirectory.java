package io.arbiter.fence.file;

import io.arbiter.fence.HighWaterMarkStoreException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Marks in a local file system, under an exclusive lock on {@code FILE.lock}: the marks file itself is replaced again
 * and again, so a lock on it would be a lock on a file that is no longer there. The lock file's one byte records that
 * the marks file has been made, so that its absence is a loss and not a beginning.
 */
final class LocalMarksDirectory implements MarksDirectory {
    private final Path file;
    private final Path temporary;
    private final ExclusiveFileLock lock;

    private LocalMarksDirectory(Path file, ExclusiveFileLock lock) {
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
        this.lock = lock;
    }

    static LocalMarksDirectory lock(Path path) {
        try {
            Path file = resolve(path);
            ExclusiveFileLock lock = ExclusiveFileLock.tryLock(file.resolveSibling(file.getFileName() + ".lock"));
            if (lock == null) {
                throw new MarksInUseException("the marks in " + file + " are open in another store or process:"
                        + " close it first; two must not share a file");
            }
            return new LocalMarksDirectory(file, lock);
        } catch (IOException e) {
            throw new HighWaterMarkStoreException(
                    "cannot lock the marks in " + path + ": " + e.getMessage()
                            + "; the directory must exist and be writable",
                    e);
        }
    }

    @Override
    public byte[] read() throws IOException {
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        if (lock.channel().size() > 0) {
            throw new CorruptMarksException("the marks in " + file + " are gone, but " + file
                    + ".lock says that they were there; restore the file, or, with no writer running, delete"
                    + " the .lock file and write the tokens of the current leases to new marks");
        }
        return null;
    }

    @Override
    public void writeTemporary(byte[] content) throws IOException {
        try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
            out.write(content);
        }
    }

    @Override
    public void forceTemporary() throws IOException {
        force(temporary, StandardOpenOption.WRITE);
    }

    @Override
    public void rename() throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forceDirectory() throws IOException {
        force(file.getParent(), StandardOpenOption.READ);
    }

    /** Only up to the mount point: the directories above were there when it was mounted. */
    @Override
    public void forceAncestors() throws IOException {
        Path directory = file.getParent();
        Object device = Files.getAttribute(directory, "unix:dev");
        Path parent = directory.getParent();
        while (parent != null && Files.isReadable(parent) && device.equals(Files.getAttribute(parent, "unix:dev"))) {
            force(parent, StandardOpenOption.READ);
            parent = parent.getParent();
        }
    }

    @Override
    public void confirmCreated() throws IOException {
        FileChannel channel = lock.channel();
        if (channel.size() == 0) {
            channel.write(ByteBuffer.wrap(new byte[] {'1'}), 0);
            channel.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new HighWaterMarkStoreException("cannot release " + file + ".lock: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** One name for one file, whatever the path to it. */
    private static Path resolve(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        return Files.exists(absolute)
                ? absolute.toRealPath()
                : absolute.getParent().toRealPath().resolve(absolute.getFileName());
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}
