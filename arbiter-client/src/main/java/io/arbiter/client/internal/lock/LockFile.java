package io.arbiter.client.internal.lock;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An exclusive lock on a file, which the operating system drops when this process dies.
 *
 * <p>POSIX drops a process's lock when <em>any</em> of its descriptors of the file is closed. So within one
 * process a lock file that is held must not even be opened again: not by another class loader with statics of
 * its own, and not under another path. Therefore each holder first claims the file's name among the system
 * properties, which all class loaders share; the name is made of the directory's identity (device and inode,
 * where the file system has such), so that links and mounts lead to the same one.
 *
 * <p>Callers must not do I/O on {@link #channel()} in a thread that may be interrupted: an interrupt closes
 * the channel, and so drops the lock.
 */
public final class LockFile implements AutoCloseable {
    private static final String CLAIM = "io.arbiter.client.lock ";
    /**
     * Channels of files that code without such claims has locked in this process. Closing a channel would drop
     * that lock, and so would its clean-up if the channel were forgotten; the next attempt uses it again.
     */
    private static final Map<String, FileChannel> LEFT_OPEN = new ConcurrentHashMap<>();

    private final String claim;
    private final FileChannel channel;

    private LockFile(String claim, FileChannel channel) {
        this.claim = claim;
        this.channel = channel;
    }

    /**
     * Locks that file, creating it if it does not exist. Its directory must exist.
     *
     * @return empty if another holder, in this process or another, has the lock
     */
    public static Optional<LockFile> tryLock(Path file) throws IOException {
        String claim = CLAIM + name(file);
        if (System.getProperties().putIfAbsent(claim, "held") != null) {
            return Optional.empty();
        }
        Optional<LockFile> held = Optional.empty();
        try {
            held = lock(file, claim).map(channel -> new LockFile(claim, channel));
            return held;
        } finally {
            if (held.isEmpty()) {
                System.getProperties().remove(claim);
            }
        }
    }

    private static String name(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return (key == null ? directory.toRealPath() : key) + "/" + file.getFileName();
    }

    private static Optional<FileChannel> lock(Path file, String claim) throws IOException {
        FileChannel before = LEFT_OPEN.remove(claim);
        FileChannel channel = before != null
                ? before
                : FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean keep = false;
        try {
            keep = channel.tryLock() != null;
            return keep ? Optional.of(channel) : Optional.empty();
        } catch (OverlappingFileLockException e) {
            // Held in this process by code that made no claim: refused, and the channel stays open.
            LEFT_OPEN.put(claim, channel);
            keep = true;
            return Optional.empty();
        } finally {
            if (!keep) {
                channel.close();
            }
        }
    }

    /** The open file; closing it drops the lock. */
    public FileChannel channel() {
        return channel;
    }

    /** Drops the lock. Repeating it does nothing. */
    @Override
    public void close() throws IOException {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } finally {
            System.getProperties().remove(claim);
        }
    }
}
