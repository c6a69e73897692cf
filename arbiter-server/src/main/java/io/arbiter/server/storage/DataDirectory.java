package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A node's data directory, locked against other processes until {@link #close}. It holds {@code lock},
 * {@code node.identity}, {@code node.bound} and {@code raft/}; beside it lie {@code <data-dir>.joined} and
 * {@code <data-dir>.bound}.
 */
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final List<String> OURS = List.of(
            LOCK, "node.identity", "node.identity.partial", "node.bound", "node.bound.partial", "raft", "lost+found");

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Creates the directory if needed, durably, and locks it. */
    public static DataDirectory open(Path dataDir) throws StartException {
        Path path = dataDir.toAbsolutePath().normalize();
        try {
            create(path);
            refuseForeignFiles(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return lock(path, channel);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /**
     * An existing directory may be the work of a person, of another server that has not forced it yet, or of a process
     * killed before it could: every directory above is forced, as far as the file system reaches.
     */
    private static void create(Path path) throws IOException {
        boolean made = !Files.exists(path);
        Force.disk().createDirectories(path);
        OwnerOnly.close(path, made);
        FileStore disk = Files.getFileStore(path);
        Path above = path.getParent();
        while (above != null
                && Files.isReadable(above)
                && Files.getFileStore(above).equals(disk)) {
            Force.disk().force(above);
            above = above.getParent();
        }
    }

    private static DataDirectory lock(Path path, FileChannel channel) throws IOException, StartException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new StartException(
                    ExitCode.DATA_DIR_UNUSABLE,
                    "data-dir " + path + " is in use by another "
                            + "arbiter-server; stop that one, or give this node a data-dir of its own");
        }
        return new DataDirectory(path, channel);
    }

    private static void refuseForeignFiles(Path path) throws IOException, StartException {
        try (Stream<Path> files = Files.list(path)) {
            List<String> foreign = files.map(file -> file.getFileName().toString())
                    .filter(name -> !OURS.contains(name))
                    .sorted()
                    .limit(3)
                    .toList();
            if (!foreign.isEmpty()) {
                throw new StartException(
                        ExitCode.DATA_DIR_UNUSABLE,
                        "data-dir " + path + " holds files that are not " + "arbiter's: " + String.join(", ", foreign)
                                + "; give the node a directory of its own");
            }
        }
    }

    static StartException unusable(Path path, IOException failure) {
        String why = failure instanceof FileSystemException e && e.getReason() != null
                ? e.getClass().getSimpleName() + ", " + e.getReason()
                : failure.toString();
        return new StartException(
                ExitCode.DATA_DIR_UNUSABLE,
                "cannot use " + path + ": " + why
                        + "; the user that runs arbiter-server needs to read and write it, and space must be left",
                failure);
    }

    public Path path() {
        return path;
    }

    /** The log's directory. */
    public Path raft() {
        return path.resolve("raft");
    }

    /** Whether a log has ever been made here. */
    public boolean hasLog() throws StartException {
        if (!Files.isDirectory(raft())) {
            return false;
        }
        try (Stream<Path> groups = Files.list(raft())) {
            return groups.anyMatch(Files::isDirectory);
        } catch (IOException e) {
            throw unusable(raft(), e);
        }
    }

    /** The identity inside, beside the log. */
    public IdentityFile identity() {
        return identityIn(path);
    }

    static IdentityFile identityIn(Path directory) {
        return new IdentityFile(directory.resolve("node.identity"));
    }

    /** The identity outside, which outlives a wiped or replaced data directory. */
    public IdentityFile joined() {
        return joinedBeside(path);
    }

    static IdentityFile joinedBeside(Path directory) {
        return new IdentityFile(directory.resolveSibling(directory.getFileName() + ".joined"));
    }

    /** The places of the log's lower bound: one copy inside, and one outside. */
    public List<Path> bounds() {
        return boundsOf(path);
    }

    /** Durably removes the lower bound outside, which is of a directory that another one has replaced. */
    void forgetBoundOutside() throws StartException {
        Path outside = bounds().get(1);
        try {
            if (Files.deleteIfExists(outside)) {
                Force.disk().force(outside.getParent());
            }
        } catch (IOException e) {
            throw unusable(outside, e);
        }
    }

    /** Where files of the node lie outside of its data directory, whether they are there or not. */
    public static List<Path> beside(Path directory) {
        return List.of(joinedBeside(directory).path(), boundsOf(directory).get(1));
    }

    /** As {@link #bounds}, of any data directory. */
    static List<Path> boundsOf(Path directory) {
        return List.of(directory.resolve("node.bound"), directory.resolveSibling(directory.getFileName() + ".bound"));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
