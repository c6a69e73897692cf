package io.arbiter.maelstrom.guard;

import io.arbiter.fence.FencingGuard;
import io.arbiter.fence.file.FileHighWaterMarkStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Values behind a guard (S4). Token and value are judged and changed under one lock, so no other write comes between;
 * the mark is on the disk before the value is, so a crash between them leaves an unanswered write undone and the mark
 * raised, which is safe. Thread-safe; writes to disk.
 */
public final class GuardedStorage implements AutoCloseable {
    private final FileHighWaterMarkStore marks;
    private final FencingGuard guard;
    private final ValuesFile values;
    private final boolean comparing;

    /** @param comparing false: wrong on purpose, tokens are taken as they come */
    public GuardedStorage(Path directory, boolean comparing) throws IOException {
        Files.createDirectories(directory);
        this.values = new ValuesFile(directory.resolve("values"));
        this.marks = FileHighWaterMarkStore.open(directory.resolve("marks"));
        this.guard = new FencingGuard(marks);
        this.comparing = comparing;
    }

    /**
     * Shuts out every lower token, and returns the value last written, or null.
     *
     * @throws io.arbiter.fence.StaleTokenException if a higher token has been seen
     */
    public synchronized String read(String resource, long token) {
        if (comparing) {
            guard.advance(resource, token);
        }
        return values.get(resource);
    }

    /**
     * Durable when it returns.
     *
     * @throws io.arbiter.fence.StaleTokenException if a higher token has been seen; nothing is written
     * @throws IOException if it may or may not be written
     */
    public synchronized void write(String resource, long token, String value) throws IOException {
        if (comparing) {
            guard.check(resource, token);
        }
        values.put(resource, value);
    }

    @Override
    public void close() {
        marks.close();
    }
}
