package io.arbiter.cli.record;

import com.google.protobuf.ByteString;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.LeaseRef;
import io.arbiter.client.model.RecordWrite;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.RecordInfo;
import io.arbiter.v1.Reply;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes one record with the next sequence number of its token.
 *
 * <p>The number is found by reading, because the writes before were another process's. A deleted record hides
 * the number: then a write can meet an older one with the same number. The new write is refused as a repeat that
 * differs, or, if both write the same, finds the older one's answer, which reading back shows.
 */
public final class RecordWriter {
    private static final int MOST_TRIES = 8;

    private final Cluster cluster;
    private final String resource;
    private final long session;
    private final long token;

    public RecordWriter(Cluster cluster, LeaseRef lease) {
        this.cluster = cluster;
        this.resource = lease.resource();
        this.session = lease.session();
        this.token = lease.token();
    }

    public Optional<RecordInfo> read() {
        GetRecordRequest.Builder request = GetRecordRequest.newBuilder()
                .setResource(resource)
                .setConsistency(Consistency.CONSISTENCY_LINEARIZABLE);
        var answer = cluster.read(Call.newBuilder().setGetRecord(request), Reply::getGetRecord);
        return answer.hasRecord() ? Optional.of(answer.getRecord()) : Optional.empty();
    }

    /** @param value empty to delete it; @return the new version */
    public long write(Optional<ByteString> value, OptionalLong expectedVersion) {
        Optional<RecordInfo> before = read();
        long sequence = before.filter(record -> record.getToken() == token)
                        .map(RecordInfo::getSequence)
                        .orElse(0L)
                + 1;
        for (int i = 0; i < MOST_TRIES; i++) {
            RecordWrite write = new RecordWrite(
                    resource, session, token, sequence, expectedVersion, value.map(ByteString::toByteArray));
            try {
                long version = cluster.change(admin -> admin.putRecord(write));
                if (before.isPresent() || visible(version)) {
                    return version;
                }
                sequence++;
            } catch (CliException e) {
                sequence = Math.addExact(lastSequence(e, sequence), 1);
            }
        }
        throw CliException.builder(ExitCode.REFUSED, "CONTENDED")
                .message("somebody else writes " + resource + " under token " + token + " at the same time")
                .remedy("let one process write under a token")
                .build();
    }

    private boolean visible(long version) {
        return read().filter(record -> record.getVersion() >= version).isPresent();
    }

    /**
     * Both refusals mean not done, and that this number or a later one is taken. All else is the caller's, also a write
     * that may have been done: it must not be written again under another number (S5).
     */
    private static long lastSequence(CliException e, long tried) {
        if (e.code() == ExitCode.OUTCOME_UNKNOWN) {
            throw e;
        }
        if (e.reason().equals(ErrorReason.REPEAT_DIFFERS.name())) {
            return tried;
        }
        String last = e.metadata().getOrDefault("last_sequence", "");
        if (!e.reason().equals(ErrorReason.RECORD_SUPERSEDED.name()) || !last.matches("\\d{1,18}")) {
            throw e;
        }
        return Long.parseLong(last);
    }
}
