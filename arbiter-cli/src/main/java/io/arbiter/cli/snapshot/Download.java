package io.arbiter.cli.snapshot;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Failure;
import io.arbiter.cli.cluster.Interrupted;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.internal.WireAccess;
import io.arbiter.client.internal.request.SnapshotDownload;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.SnapshotEnd;
import io.arbiter.v1.SnapshotInfo;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/** One backup on its way: checks that what is written is what the node sent, and all of it. */
final class Download {
    /** Progress is told of once for so many bytes. */
    private static final long STEP_BYTES = 16L << 20;

    private final Cluster cluster;
    private final Consumer<String> notes;
    private SnapshotInfo info = SnapshotInfo.getDefaultInstance();
    private long bytes;
    private String sha256 = "";

    Download(Cluster cluster, Consumer<String> notes) {
        this.cluster = cluster;
        this.notes = notes;
    }

    SnapshotInfo info() {
        return info;
    }

    long bytes() {
        return bytes;
    }

    String sha256() {
        return sha256;
    }

    /**
     * Writes all of it there.
     *
     * @throws IOException if it cannot be written
     * @throws CliException if it did not come, or not whole
     */
    void to(BackupTarget target, SaveSnapshotRequest request) throws IOException {
        cluster.find(true);
        var out = new DigestOutputStream(target.out(), digest());
        try (SnapshotDownload parts = WireAccess.saveSnapshot(cluster.client(), request)) {
            Optional<SnapshotEnd> end = Optional.empty();
            Optional<SaveSnapshotResponse> part = next(parts);
            while (part.isPresent()) {
                if (part.get().hasInfo()) {
                    info = part.get().getInfo();
                    notes.accept("taking revision " + info.getRevision() + " from " + info.getNode());
                }
                part.get().getChunk().writeTo(out);
                count(part.get().getChunk().size());
                end = part.get().hasEnd() ? Optional.of(part.get().getEnd()) : end;
                part = next(parts);
            }
            finish(end.orElseThrow(() -> incomplete("the node has not said that it is all")), out);
        }
    }

    private void count(int more) {
        long before = bytes / STEP_BYTES;
        bytes += more;
        if (bytes / STEP_BYTES > before) {
            notes.accept(bytes / (1 << 20) + " MiB");
        }
    }

    private void finish(SnapshotEnd end, DigestOutputStream out) throws IOException {
        out.flush();
        sha256 = HexFormat.of().formatHex(out.getMessageDigest().digest());
        String sent = HexFormat.of().formatHex(end.getSha256().toByteArray());
        if (end.getBytes() != bytes || !sent.equals(sha256)) {
            throw incomplete("the node sent " + end.getBytes() + " bytes with SHA-256 " + sent + ", and " + bytes
                    + " with " + sha256 + " came");
        }
    }

    private static CliException incomplete(String how) {
        return CliException.builder(ExitCode.UNAVAILABLE, "BACKUP_INCOMPLETE")
                .message("the backup did not come whole: " + how)
                .remedy("take another one")
                .build();
    }

    private Optional<SaveSnapshotResponse> next(SnapshotDownload parts) {
        try {
            return parts.next(cluster.timeout());
        } catch (ArbiterException e) {
            throw Failure.of(e);
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
