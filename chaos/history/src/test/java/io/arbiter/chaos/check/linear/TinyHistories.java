package io.arbiter.chaos.check.linear;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random histories of a few calls, with answers drawn blindly: some happen to be right. */
final class TinyHistories {
    private final Random random;
    private final boolean ofLeases;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Integer, Operation> open = new TreeMap<>();
    private int processes = 3;

    private TinyHistories(long seed, boolean ofLeases) {
        this.random = new Random(seed);
        this.ofLeases = ofLeases;
    }

    static History ofRegister(long seed) {
        return new TinyHistories(seed, false).draw();
    }

    static History ofLease(long seed) {
        return new TinyHistories(seed, true).draw();
    }

    private History draw() {
        List<Integer> idle = new ArrayList<>(List.of(0, 1, 2));
        int calls = 2 + random.nextInt(5);
        while (calls > 0 || !open.isEmpty()) {
            if (calls > 0 && !idle.isEmpty() && (open.isEmpty() || random.nextBoolean())) {
                calls--;
                invoke(idle.remove(random.nextInt(idle.size())));
            } else {
                complete(List.copyOf(open.keySet()).get(random.nextInt(open.size())), idle);
            }
        }
        return new History(operations);
    }

    private void invoke(int process) {
        Map<String, Object> fields = new LinkedHashMap<>();
        String f = ofLeases ? leaseCall(fields) : registerCall(fields);
        var operation = new Operation(process, OperationType.INVOKE, f, fields, operations.size(), "");
        operations.add(operation);
        open.put(process, operation);
    }

    private String registerCall(Map<String, Object> fields) {
        fields.put("key", "x");
        switch (random.nextInt(5)) {
            case 0, 1:
                fields.put("value", (long) random.nextInt(3));
                return "write";
            case 2:
                fields.put("from", (long) random.nextInt(3));
                fields.put("to", (long) random.nextInt(3));
                return "cas";
            default:
                return "read";
        }
    }

    private String leaseCall(Map<String, Object> fields) {
        int kind = random.nextInt(10);
        if (kind < 7) {
            fields.put("resource", "r");
        }
        if (kind < 5 || kind > 6) {
            fields.put("client", random.nextInt(3) > 0 ? "a" : "b");
        }
        if (kind == 3 || kind == 4) {
            fields.put("token", 1L + random.nextInt(3));
        }
        return kind < 3 ? "acquire" : kind < 5 ? "release" : kind < 7 ? "holder" : kind < 9 ? "renew" : "open";
    }

    private void complete(int process, List<Integer> idle) {
        Operation invocation = open.remove(process);
        int fate = random.nextInt(10);
        if (fate == 0) {
            idle.add(processes++);
            return;
        }
        OperationType type = fate == 1 ? OperationType.INFO : fate == 2 ? OperationType.FAIL : OperationType.OK;
        idle.add(type == OperationType.INFO ? processes++ : process);
        Map<String, Object> fields = new LinkedHashMap<>(invocation.value());
        if (type == OperationType.OK) {
            answer(invocation.f(), fields);
        }
        operations.add(new Operation(process, type, invocation.f(), fields, operations.size(), ""));
    }

    private void answer(String f, Map<String, Object> fields) {
        if (f.equals("read")) {
            fields.put("value", random.nextInt(4) == 0 ? null : (Long) (long) random.nextInt(3));
        } else if (f.equals("acquire")) {
            fields.put("token", 1L + random.nextInt(3));
        } else if (f.equals("holder")) {
            boolean free = random.nextInt(3) == 0;
            fields.put("client", free ? null : random.nextInt(3) > 0 ? "a" : "b");
            fields.put("token", free ? null : (Long) (1L + random.nextInt(3)));
        }
    }
}
