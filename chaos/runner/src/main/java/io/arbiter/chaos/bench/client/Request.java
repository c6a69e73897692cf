package io.arbiter.chaos.bench.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An operation to be done: its form in the history, and its message. Built step by step. */
public final class Request {
    private final String f;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Map<String, String> results = new LinkedHashMap<>();
    private final JsonObject body = new JsonObject();
    private Duration timeout = Duration.ZERO;
    private UnaryOperator<Answer> reading = answer -> answer;

    private Request(String f) {
        this.f = f;
    }

    /** @param f the function's name in the history; {@code type} is the message's */
    public static Request of(String f, String type) {
        var request = new Request(f);
        request.body.addProperty("type", type);
        return request;
    }

    /** In the history and in the message. */
    public Request with(String field, Object value) {
        return recorded(field, value).sent(field, value);
    }

    /** In the history only. */
    public Request recorded(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    /** In the message only. */
    public Request sent(String field, Object value) {
        if (value instanceof Number number) {
            body.addProperty(field, number);
        } else {
            body.addProperty(field, (String) value);
        }
        return this;
    }

    /** That field of the reply stands in the history under that name. */
    public Request result(String replied, String recorded) {
        results.put(replied, recorded);
        return this;
    }

    /** Some answers mean more than their type. */
    public Request reading(UnaryOperator<Answer> how) {
        reading = how;
        return this;
    }

    /** Waits longer than other requests. */
    public Request takesLonger(Duration by) {
        timeout = by;
        return this;
    }

    String f() {
        return f;
    }

    Map<String, Object> fields() {
        return fields;
    }

    JsonObject body() {
        return body;
    }

    Duration longer() {
        return timeout;
    }

    Answer read(Answer answer) {
        return reading.apply(answer);
    }

    /** All fields of the completion. @throws IllegalArgumentException if the reply lacks one */
    Map<String, Object> completed(JsonObject reply) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        results.forEach((replied, recorded) -> all.put(recorded, plain(reply, replied)));
        return all;
    }

    private static Object plain(JsonObject reply, String field) {
        JsonElement value = reply.get(field);
        if (value == null) {
            throw new IllegalArgumentException("the reply " + reply + " lacks '" + field + "'");
        }
        if (value.isJsonNull()) {
            return null;
        }
        if (!(value instanceof JsonPrimitive primitive)) {
            return value.toString();
        }
        if (primitive.isNumber()) {
            return primitive.getAsLong();
        }
        return primitive.isBoolean() ? (Object) primitive.getAsBoolean() : primitive.getAsString();
    }
}
