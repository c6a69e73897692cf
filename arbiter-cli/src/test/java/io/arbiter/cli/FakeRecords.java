package io.arbiter.cli;

import static io.arbiter.cli.FakeArbiter.refuse;

import io.arbiter.v1.GetRecordResponse;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.PutRecordResponse;
import io.arbiter.v1.RecordInfo;
import java.util.HashMap;
import java.util.Map;

/** Records with the rule of the sequence: the same again finds its answer, a lower one is superseded. */
final class FakeRecords {
    private final FakeArbiter state;
    private final Map<String, PutRecordRequest> last = new HashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private long lastVersion = 40;

    FakeRecords(FakeArbiter state) {
        this.state = state;
    }

    PutRecordResponse put(PutRecordRequest request) {
        PutRecordRequest before = last.get(request.getResource());
        boolean sameToken = before != null && before.getToken() == request.getToken();
        if (sameToken && before.getSequence() == request.getSequence()) {
            if (before.hasValue() != request.hasValue() || !before.getValue().equals(request.getValue())) {
                throw refuse(
                        6,
                        "REPEAT_DIFFERS",
                        "this repeats an earlier request with another value",
                        "field",
                        "value",
                        "stored",
                        "that of version " + versions.get(request.getResource()));
            }
            return PutRecordResponse.newBuilder()
                    .setVersion(versions.get(request.getResource()))
                    .build();
        }
        state.expect(request.getResource(), request.getToken());
        if (sameToken && before.getSequence() > request.getSequence()) {
            throw refuse(
                    10,
                    "RECORD_SUPERSEDED",
                    "a newer write came first",
                    "sequence",
                    "" + request.getSequence(),
                    "last_sequence",
                    "" + before.getSequence());
        }
        long version = before == null || !before.hasValue() ? 0 : versions.get(request.getResource());
        if (request.hasExpectedVersion() && request.getExpectedVersion() != version) {
            throw refuse(
                    10,
                    "RECORD_VERSION_MISMATCH",
                    "the record has another version",
                    "expected",
                    "" + request.getExpectedVersion(),
                    "actual",
                    "" + version);
        }
        last.put(request.getResource(), request);
        versions.put(request.getResource(), ++lastVersion);
        return PutRecordResponse.newBuilder().setVersion(lastVersion).build();
    }

    GetRecordResponse get(String resource) {
        PutRecordRequest record = last.get(resource);
        GetRecordResponse.Builder answer = GetRecordResponse.newBuilder().setRevision(state.revision);
        if (record == null || !record.hasValue()) {
            return answer.build();
        }
        return answer.setRecord(RecordInfo.newBuilder()
                        .setResource(resource)
                        .setValue(record.getValue())
                        .setVersion(versions.get(resource))
                        .setToken(record.getToken())
                        .setSequence(record.getSequence())
                        .setRevision(state.revision))
                .build();
    }
}
