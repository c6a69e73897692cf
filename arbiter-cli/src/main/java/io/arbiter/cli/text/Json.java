package io.arbiter.cli.text;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.Map;

/**
 * JSON for scripts. Messages are printed by protobuf's own rules: lowerCamelCase, 64-bit integers as strings
 * (a token does not fit into a double), fields without presence always there, so that a script need not
 * guess.
 */
public final class Json {
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();
    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();

    private Json() {}

    public static JsonElement of(MessageOrBuilder message) {
        try {
            return JsonParser.parseString(PRINTER.print(message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message without Any fields is always printable", e);
        }
    }

    public static JsonObject of(Map<String, String> metadata) {
        JsonObject object = new JsonObject();
        metadata.forEach(object::addProperty);
        return object;
    }

    public static String pretty(JsonElement element) {
        return PRETTY.toJson(element);
    }

    public static String line(JsonElement element) {
        return COMPACT.toJson(element);
    }
}
