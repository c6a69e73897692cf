package io.arbiter.chaos.cluster.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.cluster.holder.GuardedTable.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitOrderTest {
    private static final List<Row> GOOD = List.of(
            new Row("r", 1, "c", 3, null, "v1"),
            new Row("r", 2, "c", 3, "v1", "v2"),
            new Row("r", 3, "d", 5, "v2", "v3"),
            new Row("s", 1, "d", 4, null, "v4"));

    private static Histories written() {
        var histories = new Histories();
        for (int i = 1; i <= 4; i++) {
            histories.call(100 * i, 100 * i + 50, "guarded_write", "resource", "r", "value", "v" + i);
        }
        return histories;
    }

    private static Verdict judge(List<Row> rows, Histories histories) {
        return new CommitOrder(rows).check(histories.history());
    }

    private static List<Row> with(int index, Row row) {
        List<Row> rows = new ArrayList<>(GOOD);
        rows.set(index, row);
        return rows;
    }

    @Test
    void rightRows() {
        assertThat(judge(GOOD, written()).isValid()).isTrue();
    }

    @Test
    void aTokenGoesBack() {
        assertThat(judge(with(2, new Row("r", 3, "d", 2, "v2", "v3")), written())
                        .summary())
                .contains("late write was accepted");
    }

    @Test
    void aRowDoesNotRestOnTheOneBefore() {
        assertThat(judge(with(2, new Row("r", 3, "d", 5, "v1", "v3")), written())
                        .summary())
                .contains("update was lost");
    }

    @Test
    void twoClientsWithOneToken() {
        assertThat(judge(with(1, new Row("r", 2, "d", 3, "v1", "v2")), written())
                        .summary())
                .contains("a token of c");
    }

    @Test
    void aGapInTheOrder() {
        assertThat(judge(with(2, new Row("r", 4, "d", 5, "v2", "v3")), written())
                        .summary())
                .contains("does not follow");
    }

    @Test
    void anAcknowledgedWriteIsGone() {
        assertThat(judge(GOOD.subList(0, 3), written()).summary()).contains("there is no row");
    }

    @Test
    void aRefusedWriteIsThere() {
        var histories = new Histories().failed(1, 2, "guarded_write", "resource", "r", "value", "v1");
        assertThat(judge(GOOD.subList(0, 1), histories).summary()).contains("was refused");
    }

    @Test
    void aWriteOfUnknownFateMayBeThereOrNot() {
        var histories = new Histories().open(1, "guarded_write", "resource", "r", "value", "v1");
        assertThat(judge(GOOD.subList(0, 1), histories).isValid()).isTrue();
        assertThat(judge(List.of(), histories).isValid()).isTrue();
    }
}
