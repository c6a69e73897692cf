package io.arbiter.client.internal.session;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.StateDirectoryInUseException;
import io.arbiter.client.internal.lock.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/**
 * A client's id and how often it opened a session, under an OS file lock. Holding the lock proves that every
 * earlier holder's process is dead or has closed its gates; the generation, made durable before it is used,
 * shows the arbiter which sessions those were. The operating system drops the lock when the process dies, not
 * when it is paused.
 */
public final class StateDirectory implements AutoCloseable {
    private static final String LOCK_FILE = "lock";
    private static final String STATE_FILE = "client";
    private static final String SHAPE = "arbiter-client-1 [0-9a-f-]{36} \\d{1,18}";

    private final Path directory;
    private final LockFile lock;
    private final String clientId;
    private long generation;

    private StateDirectory(Path directory, LockFile lock) throws IOException {
        this.directory = directory;
        this.lock = lock;
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
    public static StateDirectory open(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            LockFile lock = LockFile.tryLock(real.resolve(LOCK_FILE))
                    .orElseThrow(() -> new StateDirectoryInUseException(directory, null));
            return under(lock, real);
        } catch (ClosedByInterruptException e) {
            throw new IndeterminateException(
                    "interrupted while state directory " + directory
                            + " was opened; it is not held, repeating it is safe",
                    ArbiterException.LOCAL,
                    Map.of(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("state directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static StateDirectory under(LockFile lock, Path real) throws IOException {
        try {
            return new StateDirectory(real, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
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
            throw new UncheckedIOException("state directory " + directory + " cannot be written: " + e.getMessage(), e);
        }
        return generation;
    }

    private void write() throws IOException {
        Path next = directory.resolve(STATE_FILE + ".next");
        byte[] line = ("arbiter-client-1 " + clientId + " " + generation + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
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
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("lock of " + directory + " cannot be given up: " + e.getMessage(), e);
        }
    }
}
