package io.arbiter.server.backup;

import io.arbiter.server.consensus.SnapshotSource;
import io.arbiter.v1.SnapshotInfo;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Writes a backup while the state that it is of goes on changing. */
public final class BackupWriter {
    private BackupWriter() {}

    /** Writes all of it and flushes; does not close. Buffered by the caller. */
    public static void write(SnapshotInfo info, SnapshotSource state, OutputStream out) throws IOException {
        MessageDigest digest = BackupFormat.sha256();
        var data = new DataOutputStream(new DigestOutputStream(out, digest));
        byte[] header = info.toByteArray();
        data.write(BackupFormat.name());
        data.writeInt(header.length);
        data.writeInt(checksum(header));
        data.write(header);
        state.writeTo(data);
        data.flush();
        byte[] sum = digest.digest();
        out.write(BackupFormat.end());
        out.write(sum);
        out.flush();
    }

    static int checksum(byte[] header) {
        var crc = new CRC32C();
        crc.update(header);
        return (int) crc.getValue();
    }
}
