package io.arbiter.chaos.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Histories that are written and read by people. A line each, a millisecond later than the one before:
 *
 * <pre>
 * # a remark
 * 3 invoke write key=x value=1          process 3 begins; numbers, nil, anything else is text
 * 3 ok                                  ok, fail or info; after it, what only the completion carries
 * 3 does read key=x : value=1           both at once
 * nemesis partition begin
 * nemesis phase liveness
 * at 500                                the next line's time, in milliseconds
 * </pre>
 */
public final class Notation {
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Integer, Operation> open = new HashMap<>();
    private long millis;

    private Notation() {}

    public static History parse(List<String> lines) {
        var notation = new Notation();
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(notation::line);
        return new History(notation.operations);
    }

    private void line(String line) {
        String[] words = line.split("\\s+");
        if (words[0].equals("at")) {
            millis = Long.parseLong(words[1]);
        } else if (words[0].equals("nemesis")) {
            add(new Operation(
                    Operation.NEMESIS,
                    OperationType.INFO,
                    words[1],
                    Map.of(words[1].equals("phase") ? "name" : "phase", words[2]),
                    now(),
                    ""));
        } else if (words[1].equals("does")) {
            String[] parts = line.split(" : ");
            invoke(Integer.parseInt(words[0]), words[2], fields(parts[0]));
            complete(Integer.parseInt(words[0]), OperationType.OK, parts.length > 1 ? fields(parts[1]) : Map.of());
        } else if (words[1].equals("invoke")) {
            invoke(Integer.parseInt(words[0]), words[2], fields(line));
        } else {
            complete(Integer.parseInt(words[0]), OperationType.of(words[1]), fields(line));
        }
    }

    private void invoke(int process, String f, Map<String, Object> fields) {
        var operation = new Operation(process, OperationType.INVOKE, f, fields, now(), "");
        open.put(process, operation);
        add(operation);
    }

    private void complete(int process, OperationType type, Map<String, Object> more) {
        Operation invocation = open.remove(process);
        Map<String, Object> fields = new LinkedHashMap<>(invocation.value());
        fields.putAll(more);
        add(new Operation(process, type, invocation.f(), fields, now(), type == OperationType.OK ? "" : "said so"));
    }

    private void add(Operation operation) {
        operations.add(operation);
        millis++;
    }

    private long now() {
        return millis * 1_000_000;
    }

    private static Map<String, Object> fields(String text) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String word : text.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                fields.put(word.substring(0, equals), value(word.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static Object value(String text) {
        if (text.equals("nil")) {
            return null;
        }
        return text.matches("-?\\d+") ? (Object) Long.valueOf(text) : text;
    }
}
