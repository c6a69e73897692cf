package io.arbiter.maelstrom.wire;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import java.util.Objects;

/** One line between two nodes, or a node and a client. */
public record Message(String src, String dest, Body body) {
    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    public Message {
        Objects.requireNonNull(src, "src");
        Objects.requireNonNull(dest, "dest");
        Objects.requireNonNull(body, "body");
    }

    public Message(String src, String dest, JsonObject body) {
        this(src, dest, new Body(body));
    }

    /** @throws RefusedException if the line is not a message; it says what is wrong */
    public static Message parse(String line) {
        Body envelope = new Body(object(line));
        return new Message(envelope.text("src"), envelope.text("dest"), envelope.object("body"));
    }

    private static JsonObject object(String line) {
        try {
            JsonElement json = GSON.fromJson(line, JsonElement.class);
            if (json instanceof JsonObject object) {
                return object;
            }
            throw new RefusedException(
                    ErrorCode.MALFORMED_REQUEST, "the line is no JSON object; expected src, dest and body");
        } catch (JsonParseException e) {
            throw new RefusedException(ErrorCode.MALFORMED_REQUEST, "the line is no JSON: " + e.getMessage());
        }
    }

    /** Without a line break. */
    public String toLine() {
        var envelope = new JsonObject();
        envelope.addProperty("src", src);
        envelope.addProperty("dest", dest);
        envelope.add("body", body.json());
        return GSON.toJson(envelope);
    }

    /** The answer, which names the request's {@code msg_id} if it has one. */
    public Message answer(JsonObject answer) {
        JsonElement id = body.json().get("msg_id");
        if (id != null) {
            answer.add("in_reply_to", id);
        }
        return new Message(dest, src, answer);
    }
}
