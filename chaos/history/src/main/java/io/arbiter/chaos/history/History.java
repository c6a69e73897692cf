package io.arbiter.chaos.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A finished run, in the order of observation. Immutable. */
public record History(List<Operation> operations) {
    /**
     * An invocation with its completion, if it has one.
     *
     * @param invokedAt position of the invocation in the history
     * @param completedAt position of the completion, or {@code Integer.MAX_VALUE} if there is none
     */
    public record Call(Operation invocation, Optional<Operation> completion, int invokedAt, int completedAt) {
        /** How it ended; without a completion, INFO. */
        public OperationType outcome() {
            return completion.map(Operation::type).orElse(OperationType.INFO);
        }

        /** The completion of a call that was carried out. @throws java.util.NoSuchElementException if it was not */
        public Operation result() {
            return completion.filter(done -> done.type() == OperationType.OK).orElseThrow();
        }

        public boolean isOk() {
            return outcome() == OperationType.OK;
        }

        /** Whether it is of that function. */
        public boolean is(String f) {
            return invocation.f().equals(f);
        }

        public String client() {
            return invocation.text("client");
        }

        public String resource() {
            return invocation.text("resource");
        }

        /** Of a call that names its token when it is invoked. */
        public long presentedToken() {
            return invocation.number("token");
        }

        /** Whether it had returned when the other started. */
        public boolean precedes(Call other) {
            return completedAt < other.invokedAt;
        }
    }

    public History {
        operations = List.copyOf(operations);
    }

    public History filter(Predicate<Operation> keep) {
        return new History(operations.stream().filter(keep).toList());
    }

    /**
     * Every client operation as a call, in the order of invocation.
     *
     * @throws IllegalArgumentException if a process starts an operation while it has one, or ends one that it has not
     */
    public List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        Map<Integer, Integer> open = new HashMap<>();
        for (int at = 0; at < operations.size(); at++) {
            Operation operation = operations.get(at);
            if (operation.isByNemesis()) {
                continue;
            }
            if (operation.isInvocation()) {
                if (open.put(operation.process(), calls.size()) != null) {
                    throw new IllegalArgumentException("process begins a second operation: " + operation);
                }
                calls.add(new Call(operation, Optional.empty(), at, Integer.MAX_VALUE));
            } else {
                complete(calls, open.remove(operation.process()), operation, at);
            }
        }
        return calls;
    }

    /** Those calls that are of one of these functions. */
    public List<Call> calls(String... functions) {
        Set<String> wanted = Set.of(functions);
        return calls().stream()
                .filter(call -> wanted.contains(call.invocation().f()))
                .toList();
    }

    /** Calls by a field of their invocation, in the order of the history. */
    public static Map<String, List<Call>> by(String field, List<Call> calls) {
        return calls.stream()
                .collect(Collectors.groupingBy(
                        call -> String.valueOf(call.invocation().value().get(field)),
                        LinkedHashMap::new,
                        Collectors.toList()));
    }

    private static void complete(List<Call> calls, Integer index, Operation completion, int at) {
        if (index == null || !calls.get(index).invocation().f().equals(completion.f())) {
            throw new IllegalArgumentException("completion without its invocation: " + completion);
        }
        Call call = calls.get(index);
        calls.set(index, new Call(call.invocation(), Optional.of(completion), call.invokedAt(), at));
    }

    public List<Operation> faults() {
        return operations.stream().filter(Operation::isByNemesis).toList();
    }
}
