package io.arbiter.demo.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges the table after the run: in the order of commits, tokens never go back, each token belongs to one
 * writer, and each writer's rows come in the order in which it tried them. Knows nothing of leases, gates or
 * guards.
 */
public final class CommitOrderCheck {
    private static final int MAX_VIOLATIONS = 5;

    private final List<String> violations = new ArrayList<>();
    private final Map<Long, OrderRow.Writer> writerOfToken = new HashMap<>();
    private final Map<OrderRow.Writer, Long> lastNumber = new HashMap<>();
    private long position;
    private long highest;

    private CommitOrderCheck() {}

    /** Findings about the rows, in the order of their positions; empty if nothing is wrong; at most five. */
    public static List<String> violations(List<OrderRow> rows) {
        CommitOrderCheck check = new CommitOrderCheck();
        rows.forEach(check::see);
        return check.violations;
    }

    private void see(OrderRow row) {
        require(row.position() == position + 1, row, "follows position " + position);
        require(row.token() >= highest, row, "was committed after token " + highest);
        OrderRow.Writer owner = writerOfToken.putIfAbsent(row.token(), row.writer());
        require(owner == null || owner.equals(row.writer()), row, "but that token was " + owner + "'s");
        Long number = lastNumber.put(row.writer(), row.writeNumber());
        require(number == null || number < row.writeNumber(), row, "was committed after write " + number);
        position = row.position();
        highest = Math.max(highest, row.token());
    }

    private void require(boolean holds, OrderRow row, String otherwise) {
        if (!holds && violations.size() < MAX_VIOLATIONS) {
            violations.add("row " + row.position() + " (token " + row.token() + ", write " + row.writeNumber() + " of "
                    + row.writer() + ") " + otherwise);
        }
    }
}
