package io.arbiter.fence;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Marks in a local file system, under an exclusive lock on {@code FILE.lock}: the marks file itself is
 * replaced again and again, so a lock on it would be a lock on a file that is no longer there. The lock
 * file's one byte says that the marks file has been made, so that its absence is a loss and not a beginning.
 */
final class LocalMarksDirectory implements MarksDirectory {
    /**
     * What this process has locked. POSIX drops a process's lock when <em>any</em> descriptor of the file is
     * closed, so a second attempt from the same process must be refused before it opens the lock file at all.
     */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final Path temporary;
    private final FileChannel lock;

    private LocalMarksDirectory(Path file, FileChannel lock) {
        this.file = file;
        this.temporary = file.resolveSibling(file.getFileName() + ".tmp");
        this.lock = lock;
    }

    static LocalMarksDirectory lock(Path path) {
        try {
            Path file = resolve(path);
            if (!LOCKED.add(file)) {
                throw inUse(file);
            }
            try {
                return new LocalMarksDirectory(file, lockFile(file));
            } catch (IOException | RuntimeException e) {
                LOCKED.remove(file);
                throw e;
            }
        } catch (IOException e) {
            throw new MarksException("cannot lock the marks in " + path + ": " + e.getMessage()
                    + "; the directory must exist and be writable", e);
        }
    }

    /** To be called once the first version of the marks is durable. */
    void confirmCreated() {
        try {
            if (lock.size() == 0) {
                lock.write(ByteBuffer.wrap(new byte[] {'1'}), 0);
                lock.force(true);
            }
        } catch (IOException e) {
            throw new MarksException("cannot write " + file + ".lock: " + e.getMessage(), e);
        }
    }

    @Override
    public byte[] read() throws IOException {
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        if (lock.size() > 0) {
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

    @Override
    public synchronized void close() {
        if (!lock.isOpen()) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new MarksException("cannot release " + file + ".lock: " + e.getMessage(), e);
        } finally {
            LOCKED.remove(file);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static FileChannel lockFile(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file.resolveSibling(file.getFileName() + ".lock"),
                StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock();
        if (held == null) {
            channel.close();
            throw inUse(file);
        }
        return channel;
    }

    /** One name for one file, however it was reached. */
    private static Path resolve(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        return Files.exists(absolute)
                ? absolute.toRealPath() : absolute.getParent().toRealPath().resolve(absolute.getFileName());
    }

    private static void force(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }

    private static MarksInUseException inUse(Path file) {
        return new MarksInUseException("the marks in " + file + " are open in another store or process:"
                + " close it first; two must not share a file");
    }
}
