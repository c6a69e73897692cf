package io.arbiter.maelstrom.wire;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A message's fields. Getters throw a {@link RefusedException} that names the field if its type or value is wrong. */
public record Body(JsonObject json) {
    public String type() {
        return text("type");
    }

    public boolean has(String field) {
        return json.has(field);
    }

    /** Any JSON, null included. */
    public JsonElement any(String field) {
        if (!json.has(field)) {
            throw wrong(field, "missing", "any JSON");
        }
        return json.get(field);
    }

    public String text(String field) {
        return optionalText(field).orElseThrow(() -> wrong(field, "missing", "a string"));
    }

    public Optional<String> optionalText(String field) {
        JsonElement value = json.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof JsonPrimitive text && text.isString()) {
            return Optional.of(text.getAsString());
        }
        throw wrong(field, value.toString(), "a string");
    }

    public long integer(String field) {
        return optionalInteger(field).orElseThrow(() -> wrong(field, "missing", "an integer"));
    }

    public OptionalLong optionalInteger(String field) {
        JsonElement value = json.get(field);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (value instanceof JsonPrimitive number && number.isNumber()) {
            return OptionalLong.of(exact(field, number));
        }
        throw wrong(field, value.toString(), "an integer");
    }

    private static long exact(String field, JsonPrimitive number) {
        try {
            return new BigDecimal(number.getAsString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(field, number.toString(), "an integer of 64 bits");
        }
    }

    public Body object(String field) {
        if (json.get(field) instanceof JsonObject object) {
            return new Body(object);
        }
        throw wrong(field, String.valueOf(json.get(field)), "an object");
    }

    public List<String> texts(String field) {
        if (!(json.get(field) instanceof JsonArray array)) {
            throw wrong(field, String.valueOf(json.get(field)), "an array of strings");
        }
        var texts = new ArrayList<String>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonPrimitive text && text.isString())) {
                throw wrong(field, element.toString(), "strings only");
            }
            texts.add(element.getAsString());
        }
        return texts;
    }

    private static RefusedException wrong(String field, String found, String expected) {
        return new RefusedException(ErrorCode.MALFORMED_REQUEST, field + " is " + found + ", expected " + expected);
    }
}
