package io.arbiter.server.backup;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The layout of a backup: eight bytes that name it; length, CRC-32C and bytes of its {@code SnapshotInfo}; the state,
 * as in a node's own snapshots; eight bytes that name the end, and SHA-256 over all before them. So a file says what it
 * is without being decoded, a cut one has no end, and no bit of it can change unnoticed.
 */
public final class BackupFormat {
    /** The newest that this release writes and reads. */
    public static final int FORMAT = 1;

    static final int NAME_BYTES = 8;
    /** The name of the end, and the digest. */
    static final int END_BYTES = NAME_BYTES + 32;
    /** Far above what an info has. */
    static final int MAX_INFO_BYTES = 64 << 10;

    private static final byte[] NAME = "ARBBKUP1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "ARBBKEND".getBytes(StandardCharsets.US_ASCII);

    private BackupFormat() {}

    static byte[] name() {
        return NAME.clone();
    }

    static byte[] end() {
        return END.clone();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
