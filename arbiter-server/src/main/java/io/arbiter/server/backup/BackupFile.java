package io.arbiter.server.backup;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.backup.BackupException.Kind;
import io.arbiter.server.codec.DamagedSnapshotException;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.v1.SnapshotInfo;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A backup whose bytes are those that were written.
 *
 * @param bytes of the whole file
 * @param sha256 of the whole file, in hexadecimal digits
 * @param stateAt where the state begins
 */
public record BackupFile(Path path, SnapshotInfo info, long bytes, String sha256, long stateAt) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads all of it, and decodes nothing but what it says of itself.
     *
     * @throws BackupException if it is no backup, not whole, or of a release that this one does not know
     * @throws IOException if it cannot be read
     */
    public static BackupFile check(Path path) throws IOException {
        long bytes = Files.size(path);
        MessageDigest whole = BackupFormat.sha256();
        MessageDigest covered = BackupFormat.sha256();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
                var in = new DataInputStream(new DigestInputStream(new DigestInputStream(file, whole), covered))) {
            SnapshotInfo info = info(path, bytes, in);
            long stateAt = BackupFormat.NAME_BYTES + 2L * Integer.BYTES + info.getSerializedSize();
            // Skipping would pass the digests by.
            new LimitedInputStream(in, bytes - BackupFormat.END_BYTES - stateAt)
                    .transferTo(OutputStream.nullOutputStream());
            byte[] expected = covered.digest();
            byte[] end = in.readNBytes(BackupFormat.END_BYTES);
            if (!startsWith(end, BackupFormat.end()) || end.length < BackupFormat.END_BYTES) {
                throw new BackupException(
                        Kind.BACKUP_CUT_OFF,
                        path + " has " + bytes + " bytes and does not end as a backup does: it was cut off, or its end "
                                + "is damaged. Take another copy of it, or another backup");
            }
            if (!Arrays.equals(expected, Arrays.copyOfRange(end, BackupFormat.NAME_BYTES, end.length))) {
                throw damaged(path, "its SHA-256 is not the one at its end", null);
            }
            return new BackupFile(path, info, bytes, HexFormat.of().formatHex(whole.digest()), stateAt);
        }
    }

    private static SnapshotInfo info(Path path, long bytes, DataInputStream in) throws IOException {
        if (!startsWith(in.readNBytes(BackupFormat.NAME_BYTES), BackupFormat.name())) {
            throw new BackupException(
                    Kind.NOT_A_BACKUP,
                    path + " is no backup of Arbiter: it does not begin with ARBBKUP1. Expected a file that arbiter "
                            + "snapshot save wrote");
        }
        if (bytes < BackupFormat.NAME_BYTES + 2L * Integer.BYTES) {
            throw cutOff(path, bytes);
        }
        int length = in.readInt();
        int checksum = in.readInt();
        if (length < 0 || length > BackupFormat.MAX_INFO_BYTES) {
            throw damaged(path, "it says " + length + " bytes of itself", null);
        }
        byte[] header = in.readNBytes(length);
        if (header.length < length) {
            throw cutOff(path, bytes);
        }
        if (BackupWriter.checksum(header) != checksum) {
            throw damaged(path, "what it says of itself does not match its checksum", null);
        }
        return known(path, parse(path, header));
    }

    private static SnapshotInfo parse(Path path, byte[] header) throws BackupException {
        try {
            return SnapshotInfo.parseFrom(header);
        } catch (InvalidProtocolBufferException e) {
            throw damaged(path, "what it says of itself cannot be read", e);
        }
    }

    private static SnapshotInfo known(Path path, SnapshotInfo info) throws BackupException {
        if (info.getFormat() > BackupFormat.FORMAT || !SnapshotCodec.isKnown(info.getStateFormat())) {
            throw new BackupException(
                    Kind.BACKUP_FORMAT_UNKNOWN,
                    path + " has format " + info.getFormat() + " with a state of format " + info.getStateFormat()
                            + ", written by release " + info.getRelease() + "; this one reads formats up to "
                            + BackupFormat.FORMAT + " with states up to " + SnapshotCodec.NEWEST
                            + ". Use that release, or a later one");
        }
        return info;
    }

    /**
     * The state in it.
     *
     * @throws BackupException if it cannot be decoded, or is another one than the file says
     */
    public StateSnapshot state() throws IOException {
        try (InputStream file = Files.newInputStream(path)) {
            file.skipNBytes(stateAt);
            StateSnapshot state = SnapshotCodec.read(new BufferedInputStream(
                    new LimitedInputStream(file, bytes - stateAt - BackupFormat.END_BYTES), BUFFER_BYTES));
            requireAsSaid(state);
            return state;
        } catch (DamagedSnapshotException damaged) {
            throw damaged(path, damaged.getMessage(), damaged);
        }
    }

    private void requireAsSaid(StateSnapshot state) throws BackupException {
        String id = state.identity().map(identity -> identity.id()).orElse("");
        if (state.counters().appliedIndex() != info.getRevision()
                || state.counters().lastToken() != info.getLastToken()
                || !id.equals(info.getClusterId())) {
            throw damaged(path, "the state in it is not the one that it says", null);
        }
    }

    private static BackupException cutOff(Path path, long bytes) {
        return new BackupException(
                Kind.BACKUP_CUT_OFF,
                path + " ends after " + bytes + " bytes, before it has said what it is: it was cut off. Take another "
                        + "copy of it, or another backup");
    }

    private static BackupException damaged(Path path, String how, Throwable cause) {
        return new BackupException(
                Kind.BACKUP_DAMAGED,
                path + " is damaged: " + how + ". Nothing may be restored from it: take another copy of it, or another "
                        + "backup",
                cause);
    }

    private static boolean startsWith(byte[] bytes, byte[] expected) {
        return bytes.length >= expected.length && Arrays.equals(Arrays.copyOf(bytes, expected.length), expected);
    }
}
