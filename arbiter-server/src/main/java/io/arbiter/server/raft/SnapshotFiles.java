package io.arbiter.server.raft;

import io.arbiter.server.consensus.FrozenState;
import io.arbiter.server.consensus.ReplicatedState;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.MD5FileUtil;

/**
 * Snapshots on disk. A snapshot exists once its file has its final name: by then its bytes, its MD5 file and its
 * name are durable. The library itself does not sync what it receives from a leader, so every load checks the MD5.
 */
final class SnapshotFiles {
    private static final String PARTIAL = ".partial";

    private final SimpleStateMachineStorage storage;

    SnapshotFiles(SimpleStateMachineStorage storage) {
        this.storage = storage;
    }

    /** @throws InterruptedIOException if the thread was interrupted: then nothing was written */
    void write(FrozenState state, TermIndex at) throws IOException {
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
        MD5FileUtil.saveMD5File(target.toFile(), digest);
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(target.getParent());
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(target, digest), at));
    }

    private static MD5Hash writePartial(FrozenState state, Path partial) throws IOException {
        try (FileOutputStream file = new FileOutputStream(partial.toFile());
                DigestOutputStream digested = new DigestOutputStream(new Interruptible(file), MD5FileUtil.newMD5());
                OutputStream out = new BufferedOutputStream(digested, 1 << 16)) {
            state.writeTo(out);
            out.flush();
            file.getFD().sync();
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

    /** A rename is durable only with its directory. */
    private static void sync(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Fills the state from the newest snapshot, or leaves it empty if there is none.
     *
     * @return what the snapshot covers; {@link TermIndex#INITIAL_VALUE} if there is none
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

    /** The library says that there is none also when it cannot read one. */
    private void requireNone() throws IOException {
        try (DirectoryStream<Path> snapshots = Files.newDirectoryStream(directory(), "snapshot.*")) {
            for (Path unread : snapshots) {
                throw new DamagedSnapshotFileException(unread + " cannot be read", null);
            }
        }
    }

    private Path directory() {
        return storage.getSnapshotFile(0, 0).toPath().getParent();
    }

    /** What a process that was killed had begun to write. */
    private void deletePartials() throws IOException {
        try (DirectoryStream<Path> partials = Files.newDirectoryStream(directory(), "*" + PARTIAL)) {
            for (Path partial : partials) {
                Files.delete(partial);
            }
        }
    }

    private static void verify(Path path) throws IOException {
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
