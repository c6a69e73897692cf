package io.arbiter.server.raft.snapshot;

import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.SnapshotSource;
import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.disk.SnapshotLeftovers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;

/**
 * Snapshots on disk. A snapshot exists once its file has its final name: by then its bytes, its MD5 file and its name
 * are durable. For snapshots from a leader see {@link SnapshotLeftovers}. Every load checks the MD5.
 */
public final class SnapshotFiles {
    private static final String PARTIAL = ".partial";

    private final SnapshotStorage storage;
    private final OpenDisk disk;

    public SnapshotFiles(SnapshotStorage storage, OpenDisk disk) {
        this.storage = storage;
        this.disk = disk;
    }

    SnapshotStorage storage() {
        return storage;
    }

    /** @throws InterruptedIOException if the thread was interrupted: then nothing was written */
    void write(SnapshotSource state, TermIndex at) throws IOException {
        Path target = storage.getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
        Path partial = target.resolveSibling(target.getFileName() + PARTIAL);
        try {
            publish(writePartial(state, partial), partial, at);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private void publish(MD5Hash digest, Path partial, TermIndex at) throws IOException {
        Path target = storage.getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
        disk.force().force(partial);
        MD5FileUtil.saveMD5File(target.toFile(), digest);
        // Otherwise a power cut could leave the snapshot without its MD5 file, which no start survives.
        disk.force().force(target.getParent());
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        disk.force().force(target.getParent());
        disk.bound().snapshot(at.getTerm(), at.getIndex());
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(target, digest), at));
    }

    private static MD5Hash writePartial(SnapshotSource state, Path partial) throws IOException {
        try (FileOutputStream file = new FileOutputStream(partial.toFile());
                DigestOutputStream digested = new DigestOutputStream(new Interruptible(file), MD5FileUtil.newMD5());
                OutputStream out = new BufferedOutputStream(digested, 1 << 16)) {
            state.writeTo(out);
            out.flush();
            return MD5Hash.newInstance(digested.getMessageDigest().digest());
        }
    }

    /** Ends at the next write after its thread was interrupted. */
    private static final class Interruptible extends FilterOutputStream {
        Interruptible(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the writing was abandoned");
            }
            out.write(bytes, from, count);
        }
    }

    /**
     * Fills the state from the newest snapshot, or leaves it empty if there is none.
     *
     * @return the last entry that the snapshot covers; {@link TermIndex#INITIAL_VALUE} if there is none
     * @throws DamagedSnapshotFileException if the newest one is damaged or cannot be read: an older one may not reach
     *     the purged log, and to vote with less than was acknowledged is amnesia
     */
    TermIndex load(ReplicatedState state) throws IOException {
        state.reset();
        deletePartials();
        SingleFileSnapshotInfo latest = storage.loadLatestSnapshot();
        if (latest == null) {
            requireNone();
            return TermIndex.INITIAL_VALUE;
        }
        Path path = latest.getFile().getPath();
        verify(path);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            state.restoreSnapshot(in);
        } catch (IOException e) {
            throw new DamagedSnapshotFileException(path + ": " + e.getMessage(), e);
        }
        return latest.getTermIndex();
    }

    /** The library reports no snapshot also when it cannot read one. */
    private void requireNone() throws IOException {
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(
                directory(), file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+"))) {
            for (Path unread : snapshots) {
                throw new DamagedSnapshotFileException(unread + " cannot be read", null);
            }
        }
    }

    private Path directory() {
        return storage.getSnapshotFile(0, 0).toPath().getParent();
    }

    /** Deletes the files that a killed process had started to write. */
    private void deletePartials() throws IOException {
        try (DirectoryStream<Path> partials = Files.newDirectoryStream(directory(), "*" + PARTIAL)) {
            for (Path partial : partials) {
                Files.delete(partial);
            }
        }
    }

    /** @throws DamagedSnapshotFileException unless its MD5 file is there and right */
    public static void verify(Path path) throws IOException {
        MD5Hash stored = MD5FileUtil.readStoredMd5ForFile(path.toFile());
        if (stored == null) {
            throw new DamagedSnapshotFileException(path + " has no MD5 file beside it", null);
        }
        MD5Hash actual = MD5FileUtil.computeMd5ForFile(path.toFile());
        if (!stored.equals(actual)) {
            throw new DamagedSnapshotFileException(path + " has MD5 " + actual + ", expected " + stored, null);
        }
    }
}
