package io.arbiter.server.raft.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Makes the names of the log's segments durable before the entries in them count as stored (S6). Ratis 3.3.0 forces the
 * bytes that it writes to a segment, and never the directory that names the segment.
 *
 * <p>Every change that an entry can rest on starts a new open segment: the first one, one after a full one, after a
 * change of term, after a truncation. So the directory is forced when the open segment is another file than last time,
 * recognised by its file key (the inode). The file is held open here, so that the system cannot give its key to another
 * file; a name or a time could come twice. An append to the same segment costs one look at its attributes.
 *
 * <p>Used on the thread that writes the log, which makes, renames and deletes the segments too; closed from another.
 */
public final class SegmentNames implements AutoCloseable {
    private static final String OPEN = "log_inprogress_*";

    private final Path directory;
    private final OpenDisk disk;
    private Path open;
    private Object key;
    private FileChannel held;

    SegmentNames(Path directory, OpenDisk disk) {
        this.directory = directory;
        this.disk = disk;
    }

    /** Returns once the directory that names the open segment is on the disk. */
    synchronized void force() throws IOException {
        if (open == null || !isWhatWasForced()) {
            hold(find());
            forceClosed();
            disk.force().force(directory);
            disk.bound().opened(Long.parseLong(open.getFileName().toString().substring(OPEN.length() - 1)));
            key = fileKey(open);
        }
    }

    private boolean isWhatWasForced() throws IOException {
        try {
            return fileKey(open).equals(key);
        } catch (NoSuchFileException renamed) {
            return false;
        }
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private Path find() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, OPEN)) {
            for (Path segment : found) {
                return segment;
            }
        }
        throw new IOException("an entry was written, but " + directory + " holds no open segment");
    }

    private void hold(Path segment) throws IOException {
        close();
        open = segment;
        held = FileChannel.open(segment, StandardOpenOption.READ);
    }

    /** One of them may have been cut, which the library does not force either. Those that are clean cost nothing. */
    private void forceClosed() throws IOException {
        try (DirectoryStream<Path> closed = Files.newDirectoryStream(directory, "log_*-*")) {
            for (Path segment : closed) {
                disk.force().force(segment);
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        open = null;
        if (held != null) {
            held.close();
            held = null;
        }
    }
}
