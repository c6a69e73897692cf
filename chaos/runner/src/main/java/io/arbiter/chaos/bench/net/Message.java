package io.arbiter.chaos.bench.net;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** A message of Maelstrom's protocol: one line on a node's standard input or output. */
public record Message(String src, String dest, JsonObject body) {
    /** @throws IllegalArgumentException if the line is no message; gives the reason */
    public static Message parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            return new Message(text(json, "src"), text(json, "dest"), json.getAsJsonObject("body"));
        } catch (JsonParseException | IllegalStateException | ClassCastException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "expected a line {\"src\": ..., \"dest\": ..., \"body\": {...}}: " + e.getMessage(), e);
        }
    }

    private static String text(JsonObject json, String field) {
        JsonElement text = json.get(field);
        if (text == null || !text.isJsonPrimitive()) {
            throw new IllegalArgumentException("no " + field);
        }
        return text.getAsString();
    }

    /** The line, without its end. */
    public String line() {
        var json = new JsonObject();
        json.addProperty("src", src);
        json.addProperty("dest", dest);
        json.add("body", body);
        return json.toString();
    }

    public String type() {
        JsonElement type = body.get("type");
        return type == null ? "" : type.getAsString();
    }

    /** The number of the message that this answers, or -1. */
    public long inReplyTo() {
        JsonElement number = body.get("in_reply_to");
        return number == null || number.isJsonNull() ? -1 : number.getAsLong();
    }

    /** Maelstrom's convention: c1, c2, ... are clients, all others are nodes. */
    public static boolean isClient(String name) {
        return name.startsWith("c");
    }
}
