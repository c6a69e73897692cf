package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds small histories; times are in milliseconds. */
final class Histories {
    private final List<Operation> operations = new ArrayList<>();
    private int processes;

    /** A call that was carried out. @param fields names and values in turn */
    Histories call(long from, long to, String f, Object... fields) {
        int process = processes++;
        add(process, OperationType.INVOKE, from, f, fields);
        add(process, OperationType.OK, to, f, fields);
        return this;
    }

    /** A call that ended otherwise. */
    Histories failed(long from, long to, String f, Object... fields) {
        int process = processes++;
        add(process, OperationType.INVOKE, from, f, fields);
        add(process, OperationType.FAIL, to, f, fields);
        return this;
    }

    /** A call without an end. */
    Histories open(long from, String f, Object... fields) {
        add(processes++, OperationType.INVOKE, from, f, fields);
        return this;
    }

    /** A remark beside the calls. */
    Histories remark(long at, String f, Object... fields) {
        add(Operation.NEMESIS, OperationType.INFO, at, f, fields);
        return this;
    }

    private void add(int process, OperationType type, long millis, String f, Object... fields) {
        Map<String, Object> value = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            value.put((String) fields[i], fields[i + 1]);
        }
        operations.add(new Operation(process, type, f, value, millis * 1_000_000, ""));
    }

    History history() {
        operations.sort(Comparator.comparingLong(Operation::time));
        return new History(operations);
    }
}
