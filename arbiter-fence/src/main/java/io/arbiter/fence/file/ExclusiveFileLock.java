package io.arbiter.fence.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An operating-system lock on a file, held by one object of one process. POSIX drops a process's lock when <em>any</em>
 * of its descriptors of the file is closed, by a garbage collector's cleaner, too. So a second attempt from the same
 * process must be refused before it opens the file; and class loaders share nothing but the JVM's own classes, so a
 * system property notes the locked files.
 */
final class ExclusiveFileLock implements AutoCloseable {
    private static final String PROPERTY = "io.arbiter.fence.locked:";
    /** Channels of files that other code in this process has locked. They stay open, and serve the next attempt. */
    private static final Map<String, FileChannel> NOT_TO_BE_CLOSED = new ConcurrentHashMap<>();

    private final String property;
    private final FileChannel channel;

    private ExclusiveFileLock(String property, FileChannel channel) {
        this.property = property;
        this.channel = channel;
    }

    /** Creates the file if need be; returns null if it is locked, by this process or another. */
    static ExclusiveFileLock tryLock(Path file) throws IOException {
        String property = PROPERTY + identity(file);
        if (System.getProperties().putIfAbsent(property, "true") != null) {
            return null;
        }
        FileChannel channel = null;
        try {
            channel = lockedChannel(property, file);
        } finally {
            if (channel == null) {
                System.getProperties().remove(property);
            }
        }
        return channel == null ? null : new ExclusiveFileLock(property, channel);
    }

    private static FileChannel lockedChannel(String property, Path file) throws IOException {
        FileChannel channel = NOT_TO_BE_CLOSED.remove(property);
        if (channel == null) {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldInThisProcess) {
            NOT_TO_BE_CLOSED.put(property, channel);
            return null;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close(); // Another process has the lock, so this one has none to lose.
        return null;
    }

    /** The file's content, while the lock is held. */
    FileChannel channel() {
        return channel;
    }

    /** May be called twice. */
    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                System.getProperties().remove(property);
            }
        }
    }

    /** One text for one file, whatever the path to its directory. */
    private static String identity(Path file) throws IOException {
        Path directory = file.getParent();
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return (key == null ? directory.toRealPath() : key) + "/" + file.getFileName();
    }
}
