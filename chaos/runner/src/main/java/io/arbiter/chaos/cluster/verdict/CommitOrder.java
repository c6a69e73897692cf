package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.cluster.holder.GuardedTable.Row;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The guard by the rows themselves (S4), in the order of their commits: tokens never go back, each token is one
 * client's, each row rests on the one before, every acknowledged write is there, and no row that nobody requested.
 */
public final class CommitOrder implements Checker {
    private static final String NAME = "rows in commit order";

    private final List<Row> rows;

    /** @param rows by resource and position */
    public CommitOrder(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    @Override
    public Verdict check(History history) {
        List<Call> writes = history.calls().stream()
                .filter(call -> call.is("guarded_write"))
                .toList();
        Optional<String> wrong =
                firstOutOfOrder().or(() -> firstUnexplained(writes)).or(() -> firstLost(writes));
        return wrong.map(why -> Verdict.invalid(NAME, why, List.of()))
                .orElseGet(() -> Verdict.valid(
                        NAME, rows.size() + " rows, tokens never go back, no acknowledged write is missing"));
    }

    private Optional<String> firstOutOfOrder() {
        Row before = null;
        Map<Long, String> clients = new HashMap<>();
        for (Row row : rows) {
            boolean first = before == null || !before.resource().equals(row.resource());
            String owner = clients.putIfAbsent(row.token(), row.client());
            if (owner != null && !owner.equals(row.client())) {
                return Optional.of(row + " carries a token of " + owner);
            }
            if (row.position() != (first ? 1 : before.position() + 1)) {
                return Optional.of(row + " does not follow " + before);
            }
            if (!first && row.token() < before.token()) {
                return Optional.of(row + " was committed after " + before + ": a late write was accepted");
            }
            if (!Objects.equals(row.base(), first ? null : before.value())) {
                return Optional.of(row + " does not rest on the one before, " + before + ": an update was lost");
            }
            before = row;
        }
        return Optional.empty();
    }

    private Optional<String> firstUnexplained(List<Call> writes) {
        Set<String> possible = writes.stream()
                .filter(call -> call.outcome() != OperationType.FAIL)
                .map(call -> call.invocation().text("value"))
                .collect(Collectors.toSet());
        return rows.stream()
                .filter(row -> !possible.contains(row.value()))
                .findFirst()
                .map(row -> row + " was refused, or never asked for");
    }

    private Optional<String> firstLost(List<Call> writes) {
        Set<String> present = rows.stream().map(Row::value).collect(Collectors.toCollection(TreeSet::new));
        return writes.stream()
                .filter(Call::isOk)
                .filter(call -> !present.contains(call.invocation().text("value")))
                .findFirst()
                .map(call -> "acknowledged, but there is no row: " + call.invocation());
    }
}
