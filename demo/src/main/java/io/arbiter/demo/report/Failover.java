package io.arbiter.demo.report;

import io.arbiter.demo.orders.OrderRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A region lost the lease to another.
 *
 * @param oldToken the token that the lost region wrote with
 * @param newToken the token that the other region writes with
 */
public record Failover(Fault fault, boolean leaderLost, long oldToken, long newToken) {

    /** The last write of the old token and the first of the new one, on the database's clock. */
    public record Gap(Instant lastOld, Instant firstNew) {
        public Duration length() {
            return Duration.between(lastOld, firstNew);
        }
    }

    /** The gap in writes; empty if either has no row. Rows are in the order of their commits. */
    public Optional<Gap> gap(List<OrderRow> rows) {
        Instant lastOld = null;
        for (OrderRow row : rows) {
            if (row.token() == oldToken) {
                lastOld = row.writtenAt();
            } else if (row.token() == newToken && lastOld != null) {
                return Optional.of(new Gap(lastOld, row.writtenAt()));
            }
        }
        return Optional.empty();
    }
}
