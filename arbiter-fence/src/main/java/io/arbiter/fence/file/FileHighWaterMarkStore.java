package io.arbiter.fence.file;

import io.arbiter.fence.HighWaterMarkStore;
import io.arbiter.fence.HighWaterMarkStoreException;
import io.arbiter.fence.MarkLimitExceededException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Marks in one file, for data that lies in files beside it. A raise is on the disk before it returns and before any
 * reader can see it: a temporary file is written and forced, renamed over the old one, and the directory is forced;
 * opening forces the directories above it as well, within its file system. So a kill or a power cut at any point leaves
 * the old marks or the new ones. Accepting a token equal to the mark costs tens of nanoseconds; raising one costs two
 * forced writes, and rewrites the file.
 *
 * <p>A damaged or vanished file is refused with {@link CorruptMarksException}, never taken for an empty one. One store
 * at a time: an operating-system lock on {@code FILE.lock} keeps out other processes, and other stores of this one,
 * those of another class loader included ({@link MarksInUseException}). Not promised: protection after a person deletes
 * both files or restores an older copy, and on network file systems that do not honour locks or forced writes.
 *
 * <p>Thread-safe.
 */
public final class FileHighWaterMarkStore implements HighWaterMarkStore, AutoCloseable {
    /** The resources that a file keeps by default; the whole file is rewritten at each raise. */
    public static final int DEFAULT_MAX_RESOURCES = 10_000;

    private final ConcurrentMap<String, Long> durable = new ConcurrentHashMap<>();
    private final MarksDirectory directory;
    private final int maxResources;
    private volatile boolean closed;

    private FileHighWaterMarkStore(MarksDirectory directory, int maxResources) throws IOException {
        this.directory = directory;
        this.maxResources = maxResources;
        byte[] content = directory.read();
        if (content != null) {
            durable.putAll(MarksFormat.decode(content, directory.toString()));
        }
        // A predecessor's last write may not be on the disk yet, and nothing may rest on it until it is: write the
        // marks again. The first opening creates the file here.
        directory.replace(MarksFormat.encode(durable));
        directory.forceAncestors();
        directory.confirmCreated();
    }

    /** Opens {@code file}, or creates it at the first use; bounded to {@link #DEFAULT_MAX_RESOURCES}. */
    public static FileHighWaterMarkStore open(Path file) {
        return open(file, DEFAULT_MAX_RESOURCES);
    }

    /**
     * Opens {@code file}, or creates it at the first use, in a directory that exists.
     *
     * @param maxResources more resources than this are refused with {@link MarkLimitExceededException}
     * @throws CorruptMarksException if the marks are damaged, or were there once and are gone
     * @throws MarksInUseException if they are open elsewhere
     * @throws HighWaterMarkStoreException if the file system refuses
     */
    public static FileHighWaterMarkStore open(Path file, int maxResources) {
        if (maxResources < 1) {
            throw new IllegalArgumentException("maxResources must be at least 1, was " + maxResources);
        }
        LocalMarksDirectory directory = LocalMarksDirectory.lock(file);
        try {
            return open(directory, maxResources);
        } catch (RuntimeException refused) {
            directory.close();
            throw refused;
        }
    }

    static FileHighWaterMarkStore open(MarksDirectory directory, int maxResources) {
        try {
            return new FileHighWaterMarkStore(directory, maxResources);
        } catch (IOException e) {
            throw new HighWaterMarkStoreException("cannot open the marks in " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long raise(String resource, long token) {
        long mark = highest(resource);
        return mark >= token ? mark : persist(resource, token);
    }

    @Override
    public long highest(String resource) {
        if (closed) {
            throw new HighWaterMarkStoreException("the marks in " + directory + " are closed: open them again");
        }
        Long mark = durable.get(resource);
        return mark == null ? 0 : mark;
    }

    /** Gives the file back. Waits for a raise in progress; every later call is refused. */
    @Override
    public synchronized void close() {
        closed = true;
        directory.close();
    }

    /**
     * One raise at a time; nobody sees a mark that could still be lost. A failure leaves the old mark in
     * force.
     */
    private synchronized long persist(String resource, long token) {
        long mark = highest(resource);
        if (mark >= token) {
            return mark;
        }
        if (mark == 0 && durable.size() >= maxResources) {
            throw new MarkLimitExceededException(resource, maxResources);
        }
        Map<String, Long> raised = new TreeMap<>(durable);
        raised.put(resource, token);
        try {
            directory.replace(MarksFormat.encode(raised));
        } catch (IOException e) {
            throw new HighWaterMarkStoreException(
                    "cannot store the mark " + token + " of resource '" + resource + "' in " + directory + ": "
                            + e.getMessage() + "; the token was not accepted",
                    e);
        }
        durable.put(resource, token);
        return token;
    }
}
