package io.arbiter.maelstrom.workload;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.RecordInfo;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Maelstrom's linearizable key-value store: a key is a resource, its value the resource's record. Keys and values are
 * any JSON, equal if their texts are.
 */
final class LinKv {
    private static final String PREFIX = "kv/";

    private final Register register;
    private final NodeSession session;

    LinKv(Calls calls, String node) {
        this.session = new NodeSession(calls, node);
        this.register = new Register(calls, session);
    }

    private Deadline deadline() {
        return Patience.ofStore(session.commitTime());
    }

    CompletableFuture<JsonObject> read(Body request) {
        return register.read(resource(request), Consistency.CONSISTENCY_LINEARIZABLE, deadline())
                .thenApply(record -> {
                    var answer = new JsonObject();
                    answer.add(
                            "value",
                            JsonParser.parseString(record.orElseThrow(() -> absent(request))
                                    .getValue()
                                    .toStringUtf8()));
                    return answer;
                });
    }

    CompletableFuture<JsonObject> write(Body request) {
        var write = new Register.Write(resource(request), text(request.any("value")), OptionalLong.empty());
        return register.write(write, deadline()).thenApply(done -> new JsonObject());
    }

    CompletableFuture<JsonObject> cas(Body request) {
        request.any("from");
        request.any("to");
        Deadline until = deadline();
        return register.read(resource(request), Consistency.CONSISTENCY_STALE, until)
                .thenCompose(seen -> seen.filter(record -> isFrom(request, record))
                        .map(record -> put(request, record.getVersion(), until))
                        .orElseGet(() -> cas(request, until)))
                .thenApply(done -> new JsonObject());
    }

    /**
     * The value is compared before; at the put the version shows that it is still the same. So this node's own copy
     * will do for a start: if that has the value, all is one commit, and if not, the true value is asked for.
     */
    private CompletableFuture<Void> cas(Body request, Deadline until) {
        return register.read(resource(request), Consistency.CONSISTENCY_LINEARIZABLE, until)
                .thenCompose(found -> {
                    RecordInfo record = found.orElseThrow(() -> absent(request));
                    if (!isFrom(request, record)) {
                        throw new RefusedException(
                                ErrorCode.PRECONDITION_FAILED,
                                "the value is " + record.getValue().toStringUtf8() + ", not " + request.any("from"));
                    }
                    return put(request, record.getVersion(), until);
                });
    }

    private CompletableFuture<Void> put(Body request, long version, Deadline until) {
        var write = new Register.Write(resource(request), text(request.any("to")), OptionalLong.of(version));
        return register.write(write, until)
                .exceptionallyCompose(failure -> changedMeanwhile(failure) && !until.isExpired()
                        ? cas(request, until)
                        : CompletableFuture.failedFuture(failure));
    }

    private static boolean isFrom(Body request, RecordInfo record) {
        return record.getValue().equals(text(request.any("from")));
    }

    private static boolean changedMeanwhile(Throwable failure) {
        return Causes.of(failure) instanceof CallFailedException failed
                && !failed.inDoubt()
                && failed.reason() == Reason.RECORD_VERSION_MISMATCH;
    }

    private static String resource(Body request) {
        return PREFIX + request.any("key");
    }

    private static ByteString text(JsonElement value) {
        return ByteString.copyFromUtf8(value.toString());
    }

    private static RefusedException absent(Body request) {
        return new RefusedException(ErrorCode.KEY_DOES_NOT_EXIST, "there is no key " + request.any("key"));
    }
}
