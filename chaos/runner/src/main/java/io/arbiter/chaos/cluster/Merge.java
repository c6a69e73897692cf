package io.arbiter.chaos.cluster;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.history.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One history from the tapes of all processes, by the one clock that they share. */
final class Merge {
    private Merge() {}

    /** @param origin the clock's reading at the start of the history; earlier operations are left out */
    static History of(List<Path> tapes, long origin) throws IOException {
        List<History> histories = new ArrayList<>();
        for (Path tape : tapes) {
            histories.add(JsonLines.read(tape));
        }
        return ofOperations(
                histories.stream()
                        .flatMap(history -> history.operations().stream())
                        .toList(),
                origin);
    }

    /** By time; at the same time invocations come first, so that they count as concurrent. */
    static History ofOperations(List<Operation> operations, long origin) {
        return new History(operations.stream()
                .filter(operation -> operation.time() >= origin)
                .map(operation -> new Operation(
                        operation.process(),
                        operation.type(),
                        operation.f(),
                        operation.value(),
                        operation.time() - origin,
                        operation.error()))
                .sorted(Comparator.comparingLong(Operation::time)
                        .thenComparing(operation -> operation.isInvocation() ? 0 : 1))
                .toList());
    }
}
