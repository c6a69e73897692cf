package io.arbiter.chaos.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.history.OperationType;
import io.arbiter.chaos.report.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessRowTest {
    @Test
    void aClientThatGoesOnUnderANewNumberKeepsItsRow() {
        var story = new Story();
        int first = story.newProcess();
        int second = story.newProcess();
        story.call(first, 0, 10, OperationType.OK, "read", "key", "x");
        story.call(first, 20, 30, OperationType.INFO, "read", "key", "x");
        story.call(second, 5, 40, OperationType.OK, "read", "key", "x");
        story.ok(31, 35, "read", "key", "x");
        List<ProcessRow> rows = ProcessRow.of(story.history().calls(), 100);
        assertThat(rows).extracting(ProcessRow::name).containsExactly("0, 2", "process 1");
        assertThat(rows).extracting(row -> row.calls().size()).containsExactly(3, 1);
    }

    @Test
    void whoeverStillWaitsKeepsTheRow() {
        var story = new Story();
        story.add(story.newProcess(), OperationType.INVOKE, 0, "read", "", "key", "x");
        story.ok(50, 60, "read", "key", "x");
        assertThat(ProcessRow.of(story.history().calls(), 100_000_000)).hasSize(2);
    }
}
