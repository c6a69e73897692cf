package io.arbiter.chaos.history;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A history as JSON lines: one object an operation, with Jepsen's names. */
public final class JsonLines {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private JsonLines() {}

    public static void write(History history, Path file) throws IOException {
        List<Operation> operations = history.operations();
        Stream<String> lines = IntStream.range(0, operations.size()).mapToObj(i -> line(i, operations.get(i)));
        Files.write(file, (Iterable<String>) lines::iterator);
    }

    /** One operation, without the end of the line. */
    public static String line(int index, Operation operation) {
        var line = new JsonObject();
        line.addProperty("index", index);
        if (operation.isByNemesis()) {
            line.addProperty("process", "nemesis");
        } else {
            line.addProperty("process", operation.process());
        }
        line.addProperty("type", operation.type().text());
        line.addProperty("f", operation.f());
        line.add("value", GSON.toJsonTree(operation.value()));
        line.addProperty("time", operation.time());
        if (!operation.error().isEmpty()) {
            line.addProperty("error", operation.error());
        }
        return GSON.toJson(line);
    }

    /** @throws IOException if a line is not an operation; the message names the line */
    public static History read(Path file) throws IOException {
        List<Operation> operations = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                operations.add(parse(line, file + " line " + (operations.size() + 1)));
            }
        }
        return new History(operations);
    }

    private static Operation parse(String line, String where) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            JsonElement error = json.get("error");
            return new Operation(
                    process(json.getAsJsonPrimitive("process")),
                    OperationType.of(json.get("type").getAsString()),
                    json.get("f").getAsString(),
                    fields(json.getAsJsonObject("value")),
                    exact(json.getAsJsonPrimitive("time")),
                    error == null ? "" : error.getAsString());
        } catch (JsonSyntaxException
                | IllegalStateException
                | IllegalArgumentException
                | ClassCastException
                | NullPointerException
                | ArithmeticException e) {
            throw new IOException(where + " is not an operation with process, type, f, value and time: " + e, e);
        }
    }

    private static int process(JsonPrimitive process) {
        return process.equals(new JsonPrimitive("nemesis")) ? Operation.NEMESIS : Math.toIntExact(exact(process));
    }

    private static long exact(JsonPrimitive number) {
        return number.getAsBigDecimal().longValueExact();
    }

    private static Map<String, Object> fields(JsonObject json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        json.entrySet().forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
        return fields;
    }

    private static Object plain(JsonElement element) {
        if (element instanceof JsonNull) {
            return null;
        }
        JsonPrimitive primitive = element.getAsJsonPrimitive();
        if (primitive.isNumber()) {
            return exact(primitive);
        }
        return primitive.isBoolean() ? primitive.getAsBoolean() : primitive.getAsString();
    }
}
