package io.arbiter.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client's id and how often it opened a session, under an OS file lock. Holding the lock proves that every
 * earlier holder's process is dead or has closed its gates; the generation, made durable before it is used,
 * tells the arbiter which sessions those were. The operating system drops the lock when the process dies, not
 * when it is paused.
 */
final class StateDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "lock";
    private static final String STATE_FILE = "client";
    /**
     * Directories that this process has locked. Asked before the lock file is opened: where locks are POSIX,
     * closing a second channel on the file would drop the first one's lock.
     */
    private static final Set<Path> IN_USE = ConcurrentHashMap.newKeySet();
    private static final String SHAPE = "arbiter-client-1 [0-9a-f-]{36} \\d{1,18}";

    private final Path directory;
    private final FileChannel channel;
    private final String clientId;
    private long generation;

    private StateDirectory(Path directory, FileChannel channel) throws IOException {
        this.directory = directory;
        this.channel = channel;
        Path file = directory.resolve(STATE_FILE);
        if (!Files.exists(file)) {
            this.clientId = UUID.randomUUID().toString();
            write();
            return;
        }
        String line = Files.readString(file).strip();
        if (!line.matches(SHAPE)) {
            throw new IOException(file
                    + " is damaged: expected one line 'arbiter-client-1 ID GENERATION'; delete it to "
                    + "begin as a new client, which waits out the old one's TTL");
        }
        this.clientId = line.split(" ")[1];
        this.generation = Long.parseLong(line.split(" ")[2]);
    }

    /**
     * Locks the directory, creating it if needed.
     *
     * @throws StateDirectoryInUseException if another client, in this process or another, holds it
     */
    static StateDirectory open(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            if (!IN_USE.add(real)) {
                throw new StateDirectoryInUseException(directory, null);
            }
            return locked(real);
        } catch (IOException e) {
            throw new UncheckedIOException("state directory " + directory + " cannot be used: "
                    + e.getMessage(), e);
        }
    }

    private static StateDirectory locked(Path real) throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(real.resolve(LOCK_FILE), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new StateDirectoryInUseException(real, null);
            }
            return new StateDirectory(real, channel);
        } catch (IOException | StateDirectoryInUseException e) {
            IN_USE.remove(real);
            if (channel != null) {
                channel.close();
            }
            throw e;
        }
    }

    String clientId() {
        return clientId;
    }

    /** A generation above all before, durable when this returns. */
    long nextGeneration() {
        generation++;
        try {
            write();
        } catch (IOException e) {
            throw new UncheckedIOException("state directory " + directory + " cannot be written: "
                    + e.getMessage(), e);
        }
        return generation;
    }

    private void write() throws IOException {
        Path next = directory.resolve(STATE_FILE + ".next");
        byte[] line = ("arbiter-client-1 " + clientId + " " + generation + "\n")
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel file = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(next, directory.resolve(STATE_FILE), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(directory, StandardOpenOption.READ)) {
            parent.force(true);
        }
    }

    /** Gives up the lock. Only after every gate of this client is closed. */
    @Override
    public void close() {
        try {
            channel.close();
            IN_USE.remove(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("lock of " + directory + " cannot be given up: " + e.getMessage(),
                    e);
        }
    }
}
