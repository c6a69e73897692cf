package io.arbiter.cli;

import com.google.protobuf.ByteString;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.RecordInfo;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes one record with the next sequence number of its token.
 *
 * <p>The number is found by reading, since the writes before were another process's. A deleted record hides
 * it: then a write can meet the answer of an older write with the same number, which is told by reading back.
 */
final class RecordWriter {
    private static final int MOST_TRIES = 8;

    private final Cluster cluster;
    private final String resource;
    private final long session;
    private final long token;

    RecordWriter(Cluster cluster, LeaseRef lease) {
        this.cluster = cluster;
        this.resource = lease.resource();
        this.session = lease.session();
        this.token = lease.token();
    }

    Optional<RecordInfo> read() {
        GetRecordRequest request = GetRecordRequest.newBuilder().setResource(resource)
                .setConsistency(Consistency.CONSISTENCY_LINEARIZABLE).build();
        var answer = cluster.repeatable(stub -> stub.getRecord(request));
        return answer.hasRecord() ? Optional.of(answer.getRecord()) : Optional.empty();
    }

    /** @param value empty to delete it; @return the new version */
    long write(Optional<ByteString> value, OptionalLong expectedVersion) {
        Optional<RecordInfo> before = read();
        long sequence = before.filter(record -> record.getToken() == token).map(RecordInfo::getSequence)
                .orElse(0L) + 1;
        for (int i = 0; i < MOST_TRIES; i++) {
            PutRecordRequest request = request(value, expectedVersion, sequence);
            try {
                long version = cluster.once(stub -> stub.putRecord(request)).getVersion();
                if (before.isPresent() || visible(version)) {
                    return version;
                }
                sequence++;
            } catch (CliException e) {
                sequence = Math.addExact(lastSequence(e), 1);
            }
        }
        throw CliException.builder(ExitCode.REFUSED, "CONTENDED")
                .message("somebody else writes " + resource + " under token " + token + " at the same time")
                .remedy("let one process write under a token").build();
    }

    private boolean visible(long version) {
        return read().filter(record -> record.getVersion() >= version).isPresent();
    }

    private PutRecordRequest request(Optional<ByteString> value, OptionalLong expectedVersion,
            long sequence) {
        PutRecordRequest.Builder request = PutRecordRequest.newBuilder().setResource(resource)
                .setSessionId(session)
                .setToken(token).setSequence(sequence);
        value.ifPresent(request::setValue);
        expectedVersion.ifPresent(request::setExpectedVersion);
        return request.build();
    }

    /** RECORD_SUPERSEDED means not done, and tells the newest number; anything else is the caller's. */
    private static long lastSequence(CliException e) {
        String last = e.facts().getOrDefault("last_sequence", "");
        if (!e.reason().equals(Reason.RECORD_SUPERSEDED.name()) || !last.matches("\\d{1,18}")) {
            throw e;
        }
        return Long.parseLong(last);
    }
}
