package io.arbiter.chaos.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The observer of a run: stamps and orders the operations reported to it. Thread-safe; the order of the history is the
 * order of the times. Bounded: beyond its limit it throws, because a history with holes proves nothing.
 */
public final class Recorder {
    private final LongSupplier clock;
    private final long began;
    private final int limit;
    private final AtomicInteger processes = new AtomicInteger();
    private final List<Operation> operations = new ArrayList<>();

    /**
     * @param clock monotonic, nanoseconds
     * @param limit number of operations that it takes
     */
    public Recorder(LongSupplier clock, int limit) {
        this.clock = clock;
        this.began = clock.getAsLong();
        this.limit = limit;
    }

    /** A number that no process has had. */
    public int newProcess() {
        return processes.getAndIncrement();
    }

    /** The time that an operation recorded now would carry. */
    public long now() {
        return clock.getAsLong() - began;
    }

    public Operation invoke(int process, String f, Map<String, Object> value) {
        return add(process, OperationType.INVOKE, f, value, "");
    }

    /** @param value every field of the completion, those of the invocation included */
    public Operation ok(int process, String f, Map<String, Object> value) {
        return add(process, OperationType.OK, f, value, "");
    }

    public Operation fail(int process, String f, Map<String, Object> value, String error) {
        return add(process, OperationType.FAIL, f, value, error);
    }

    /** The process must not be used again. */
    public Operation info(int process, String f, Map<String, Object> value, String error) {
        return add(process, OperationType.INFO, f, value, error);
    }

    /** @param phase {@code begin} or {@code end} */
    public Operation fault(String kind, String phase, String detail) {
        return add(Operation.NEMESIS, OperationType.INFO, kind, Map.of("phase", phase, "detail", detail), "");
    }

    /** Starts a phase of the run: {@code safety}, {@code heal}, {@code liveness} or {@code end}. */
    public Operation phase(String name) {
        return add(Operation.NEMESIS, OperationType.INFO, "phase", Map.of("name", name), "");
    }

    private synchronized Operation add(
            int process, OperationType type, String f, Map<String, Object> value, String error) {
        if (operations.size() >= limit) {
            throw new IllegalStateException("the history is full at " + limit
                    + " operations: lower the rate or the time limit, or raise the limit");
        }
        var operation = new Operation(process, type, f, value, now(), error);
        operations.add(operation);
        return operation;
    }

    /** The operations recorded so far. */
    public synchronized History history() {
        return new History(operations);
    }
}
