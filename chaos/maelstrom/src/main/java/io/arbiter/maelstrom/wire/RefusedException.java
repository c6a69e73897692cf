package io.arbiter.maelstrom.wire;

import com.google.gson.JsonObject;

/** A request that is answered with an error. Not a bug, so it carries no stack trace. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public RefusedException(ErrorCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public JsonObject toBody() {
        var body = new JsonObject();
        body.addProperty("type", "error");
        body.addProperty("code", code.number());
        body.addProperty("text", getMessage());
        return body;
    }
}
