package io.arbiter.chaos.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A history as EDN, one map a line, as Jepsen stores it and as Knossos and Elle read it:
 *
 * <pre>{:index 0, :process 3, :type :invoke, :f :cas, :value ["x" [1 2]], :time 1000000}</pre>
 *
 * <p>Registers have the values of {@code jepsen.independent}: {@code [key value]}, and {@code [key [from to]]} for a
 * cas. In EDN such a tuple is a plain vector: {@code independent/tuple} has to be mapped over it before a checker for
 * one key is lifted by {@code independent/checker}. {@code generate} has its id. All others have a map of their
 * fields, with keywords for keys. Elle's checkers want transactions, which none of these are:
 * {@code [[:r key value]]} and {@code [[:w key value]]} have to be made of reads and writes.
 */
public final class Edn {
    private Edn() {}

    public static void write(History history, Path file) throws IOException {
        List<Operation> operations = history.operations();
        Stream<String> lines = IntStream.range(0, operations.size()).mapToObj(i -> line(i, operations.get(i)));
        Files.write(file, (Iterable<String>) lines::iterator);
    }

    /** One operation, without the end of the line. */
    public static String line(int index, Operation operation) {
        String process = operation.isByNemesis() ? ":nemesis" : String.valueOf(operation.process());
        String error = operation.error().isEmpty() ? "" : ", :error " + scalar(operation.error());
        return "{:index %d, :process %s, :type :%s, :f :%s, :value %s, :time %d%s}"
                .formatted(
                        index,
                        process,
                        operation.type().text(),
                        operation.f(),
                        value(operation),
                        operation.time(),
                        error);
    }

    private static String value(Operation operation) {
        Map<String, Object> fields = operation.value();
        return switch (operation.f()) {
            case "read", "write" -> vector(scalar(fields.get("key")), scalar(fields.get("value")));
            case "cas" ->
                vector(scalar(fields.get("key")), vector(scalar(fields.get("from")), scalar(fields.get("to"))));
            case "generate" -> scalar(fields.get("id"));
            default ->
                fields.entrySet().stream()
                        .map(field -> ":" + field.getKey() + " " + scalar(field.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static String vector(String... elements) {
        return "[" + String.join(" ", List.of(elements)) + "]";
    }

    private static String scalar(Object value) {
        if (value == null) {
            return "nil";
        }
        return value instanceof String text ? quoted(text) : value.toString();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(character -> {
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append((char) character);
            }
        });
        return quoted.append('"').toString();
    }
}
