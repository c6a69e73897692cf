package io.arbiter.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A checker that has never convicted anybody proves nothing: each rule has a history that breaks it alone.
 */
class CommitOrderCheckTest {
    private static final OrderRow.Writer EAST = new OrderRow.Writer("us-east", 11);
    private static final OrderRow.Writer WEST = new OrderRow.Writer("us-west", 22);

    @Test
    void acquitsAFailoverAndAReturn() {
        assertThat(CommitOrderCheck.violations(
                        List.of(row(1, EAST, 3, 1), row(2, EAST, 3, 2), row(3, WEST, 4, 1), row(4, EAST, 7, 9))))
                .isEmpty();
    }

    @Test
    void acquitsAnEmptyTable() {
        assertThat(CommitOrderCheck.violations(List.of())).isEmpty();
    }

    @Test
    void convictsALateWriteWithAnOldToken() {
        assertThat(CommitOrderCheck.violations(List.of(row(1, EAST, 3, 1), row(2, WEST, 4, 1), row(3, EAST, 3, 2))))
                .singleElement()
                .asString()
                .contains("row 3", "token 3", "us-east/11", "was committed after token 4");
    }

    @Test
    void convictsTwoWritersWithOneToken() {
        assertThat(CommitOrderCheck.violations(List.of(row(1, EAST, 3, 1), row(2, WEST, 3, 1))))
                .singleElement()
                .asString()
                .contains("row 2", "that token was us-east/11's");
    }

    @Test
    void convictsAMissingRow() {
        assertThat(CommitOrderCheck.violations(List.of(row(1, EAST, 3, 1), row(3, EAST, 3, 2))))
                .singleElement()
                .asString()
                .contains("row 3", "follows position 1");
    }

    @Test
    void convictsAWriterWhoseWritesChangePlaces() {
        assertThat(CommitOrderCheck.violations(List.of(row(1, EAST, 3, 2), row(2, EAST, 3, 1))))
                .singleElement()
                .asString()
                .contains("row 2", "was committed after write 2");
    }

    @Test
    void namesAtMostFiveFindings() {
        List<OrderRow> rows = new ArrayList<>(List.of(row(1, WEST, 9, 1)));
        for (int position = 2; position < 50; position++) {
            rows.add(row(position, EAST, 3, position));
        }
        assertThat(CommitOrderCheck.violations(rows)).hasSize(5);
    }

    private static OrderRow row(long position, OrderRow.Writer writer, long token, long number) {
        return new OrderRow(position, writer, token, number, Instant.EPOCH.plusMillis(position));
    }
}
