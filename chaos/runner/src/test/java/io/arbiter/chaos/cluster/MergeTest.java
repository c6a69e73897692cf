package io.arbiter.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    @TempDir
    Path directory;

    private static Operation operation(int process, OperationType type, long time) {
        return new Operation(process, type, "read", Map.of("key", "k"), time, "");
    }

    @Test
    void aStoppedProcessesLinesComeLateAndAreOrderedByTheirTimes() throws IOException {
        Path running = tape("running", operation(1, OperationType.INVOKE, 100), operation(1, OperationType.OK, 130));
        Path stopped = tape("stopped", operation(2, OperationType.INVOKE, 110), operation(2, OperationType.OK, 900));
        History merged = Merge.of(List.of(stopped, running), 90);
        assertThat(merged.operations()).extracting(Operation::process).containsExactly(1, 2, 1, 2);
        assertThat(merged.operations()).extracting(Operation::time).containsExactly(10L, 20L, 40L, 810L);
    }

    @Test
    void whatAKilledProcessHadUnderWayIsUnknown() throws IOException {
        Path killed = tape("killed", operation(1, OperationType.INVOKE, 100));
        History merged = Merge.of(List.of(killed), 0);
        assertThat(merged.calls())
                .singleElement()
                .extracting(History.Call::outcome)
                .isEqualTo(OperationType.INFO);
    }

    @Test
    void callsThatMeetAtOneNanosecondAreConcurrent() throws IOException {
        Path tape = tape(
                "both",
                operation(1, OperationType.INVOKE, 1),
                operation(1, OperationType.OK, 5),
                operation(2, OperationType.INVOKE, 5));
        assertThat(Merge.of(List.of(tape), 0).operations())
                .extracting(Operation::process)
                .containsExactly(1, 2, 1);
    }

    @Test
    void whatCameBeforeTheRunIsLeftOut() throws IOException {
        Path tape = tape("early", operation(1, OperationType.INVOKE, 5), operation(2, OperationType.INVOKE, 15));
        assertThat(Merge.of(List.of(tape), 10).operations())
                .extracting(Operation::process)
                .containsExactly(2);
    }

    private Path tape(String name, Operation... operations) throws IOException {
        Path file = directory.resolve(name);
        JsonLines.write(new History(List.of(operations)), file);
        return file;
    }
}
