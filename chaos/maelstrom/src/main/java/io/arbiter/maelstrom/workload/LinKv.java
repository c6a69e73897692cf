package io.arbiter.maelstrom.workload;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Refusal;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.Reason;
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

    LinKv(Register register) {
        this.register = register;
    }

    CompletableFuture<JsonObject> read(Body request) {
        return register.read(resource(request), Patience.deadline()).thenApply(record -> {
            var answer = new JsonObject();
            answer.add(
                    "value",
                    JsonParser.parseString(
                            record.orElseThrow(() -> absent(request)).getValue().toStringUtf8()));
            return answer;
        });
    }

    CompletableFuture<JsonObject> write(Body request) {
        var write = new Register.Write(resource(request), text(request.any("value")), OptionalLong.empty());
        return register.write(write, Patience.deadline()).thenApply(done -> new JsonObject());
    }

    CompletableFuture<JsonObject> cas(Body request) {
        request.any("from");
        request.any("to");
        return cas(request, Patience.deadline()).thenApply(done -> new JsonObject());
    }

    /** The value is compared before a token is taken; at the put the version shows that the value is still the same. */
    private CompletableFuture<Void> cas(Body request, Deadline until) {
        return register.read(resource(request), until).thenCompose(found -> {
            RecordInfo record = found.orElseThrow(() -> absent(request));
            if (!record.getValue().equals(text(request.any("from")))) {
                throw new Refusal(
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

    private static Refusal absent(Body request) {
        return new Refusal(ErrorCode.KEY_DOES_NOT_EXIST, "there is no key " + request.any("key"));
    }
}
