package io.arbiter.server.audit;

import io.arbiter.server.storage.Force;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one node's audit, {@code audit-<number of the first line>.jsonl}: the last one grows until it is full;
 * only the newest are kept. Goes on where the last run stopped. Used by one thread.
 */
final class AuditFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFiles.class);
    private static final String PREFIX = "audit-";
    private static final String SUFFIX = ".jsonl";
    /** More than any line: its texts are cut. */
    private static final int MAX_LINE_BYTES = 1 << 18;

    private final Path directory;
    private final long fileBytes;
    private final int keep;
    /** Locked while it is open: two writers would break the chain. */
    private final FileChannel lock;

    private AuditChain chain;
    private RandomAccessFile file;

    private AuditFiles(Path directory, FileChannel lock, long fileBytes, int keep) {
        this.directory = directory;
        this.lock = lock;
        this.fileBytes = fileBytes;
        this.keep = keep;
    }

    /**
     * @param fileBytes a file that has as many is full
     * @param keep how many files, the one that grows included
     * @throws IOException if it cannot be written to, or another process writes there
     */
    static AuditFiles open(Path directory, long fileBytes, int keep) throws IOException {
        Force.disk().createDirectories(directory.toAbsolutePath());
        var files = new AuditFiles(directory, lock(directory), fileBytes, keep);
        try {
            files.chain = files.recover();
        } catch (IOException | RuntimeException unreadable) {
            files.close();
            throw unreadable;
        }
        LOG.info(
                "the audit in {} goes on after event {}, whose hash is {}",
                directory,
                files.chain.sequence(),
                files.chain.hash());
        return files;
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve("audit.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException here) {
            LOG.debug("this process itself writes to {}", directory, here);
        }
        channel.close();
        throw new IOException("another node writes its audit to " + directory);
    }

    private AuditChain recover() throws IOException {
        List<Path> oldestFirst = files();
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            Optional<String> last = lastLine(oldestFirst.get(i));
            if (last.isPresent()) {
                return AuditChain.endingWith(last.get());
            }
        }
        return AuditChain.START;
    }

    /** Oldest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(path -> path.getFileName().toString().matches(PREFIX + "\\d{19}\\" + SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** A line without its end was never reported as kept: it is cut off. */
    private static Optional<String> lastLine(Path path) throws IOException {
        try (var reader = new RandomAccessFile(path.toFile(), "rw")) {
            long from = Math.max(0, reader.length() - 2L * MAX_LINE_BYTES);
            byte[] tail = new byte[(int) (reader.length() - from)];
            reader.seek(from);
            reader.readFully(tail);
            String text = new String(tail, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1;
            if (end < tail.length) {
                LOG.warn("{} ends within a line: its last {} bytes are cut off", path, tail.length - end);
                reader.setLength(from + end);
                reader.getFD().sync();
            }
            if (end == 0) {
                return Optional.empty();
            }
            int start = text.lastIndexOf('\n', end - 2) + 1;
            return Optional.of(new String(tail, start, end - 1 - start, StandardCharsets.UTF_8));
        }
    }

    /** Returns when they are on the disk. After a failure this must be closed: the last line may be cut short. */
    void append(List<AuditEvent> events, String node) throws IOException {
        for (AuditEvent event : events) {
            String line = chain.next(event, node);
            current().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            chain = chain.with(line);
        }
        if (file != null) {
            file.getFD().sync();
        }
    }

    private RandomAccessFile current() throws IOException {
        if (file != null && file.length() >= fileBytes) {
            file.getFD().sync();
            file.close();
            file = null;
            LOG.info(
                    "a file of the audit is full; its last event is {}, whose hash is {}",
                    chain.sequence(),
                    chain.hash());
        }
        if (file == null) {
            file = openLast();
            prune();
        }
        return file;
    }

    private RandomAccessFile openLast() throws IOException {
        List<Path> oldestFirst = files();
        Path last = oldestFirst.isEmpty() ? null : oldestFirst.get(oldestFirst.size() - 1);
        if (last == null || Files.size(last) >= fileBytes) {
            last = directory.resolve("%s%019d%s".formatted(PREFIX, chain.sequence() + 1, SUFFIX));
        }
        var opened = new RandomAccessFile(last.toFile(), "rw");
        opened.seek(opened.length());
        Force.disk().force(directory);
        return opened;
    }

    private void prune() throws IOException {
        List<Path> oldestFirst = files();
        for (Path old : oldestFirst.subList(0, Math.max(0, oldestFirst.size() - keep))) {
            LOG.info("{} is deleted: {} files of the audit are kept", old, keep);
            Files.delete(old);
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            if (file != null) {
                file.close();
            }
        }
    }
}
