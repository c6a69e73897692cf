package io.arbiter.chaos.bench.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.arbiter.chaos.history.OperationType;
import java.util.Set;

/**
 * The end of a request.
 *
 * @param type OK, FAIL or INFO
 * @param body of the reply; empty if there was none
 * @param code Maelstrom's error code; -1 if it is no error
 */
public record Answer(OperationType type, JsonObject body, int code, String error) {
    public static final int NOT_SUPPORTED = 10;
    public static final int KEY_DOES_NOT_EXIST = 20;
    public static final int PRECONDITION_FAILED = 22;

    /** The errors that Maelstrom calls definite: the request did not and will not take effect. */
    private static final Set<Integer> DEFINITE = Set.of(1, 10, 11, 12, 14, 20, 21, 22, 30);

    static Answer of(JsonObject reply) {
        JsonElement type = reply.get("type");
        if (type == null || !type.getAsString().equals("error")) {
            return ok(reply);
        }
        int code = reply.get("code").getAsInt();
        JsonElement text = reply.get("text");
        return new Answer(
                DEFINITE.contains(code) ? OperationType.FAIL : OperationType.INFO,
                reply,
                code,
                code + (text == null || text.isJsonNull() ? "" : " " + text.getAsString()));
    }

    static Answer ok(JsonObject body) {
        return new Answer(OperationType.OK, body, -1, "");
    }

    /** A success with that one field, null included. */
    public static Answer ok(String field, String value) {
        var body = new JsonObject();
        body.addProperty(field, value);
        return ok(body);
    }

    /** The same, but it is unknown whether it was done. */
    public Answer asUnknown() {
        return new Answer(OperationType.INFO, body, code, error);
    }

    static Answer timeout() {
        return new Answer(OperationType.INFO, new JsonObject(), -1, "timeout");
    }

    public boolean isOk() {
        return type == OperationType.OK;
    }

    public boolean isFail() {
        return type == OperationType.FAIL;
    }

    public boolean isUnknown() {
        return type == OperationType.INFO;
    }
}
