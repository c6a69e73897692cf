package io.arbiter.simulation.time;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what really happened, because a fault that never struck has tested nothing. */
public final class Coverage {
    public enum Kind {
        LEADER_CHANGES,
        PROPOSALS_OF_DEPOSED_LEADERS,
        EXPIRIES_BY_DEPOSED_LEADERS,
        ENTRIES_LOST,
        ENTRIES_SURVIVED_ELECTION,
        REPLICA_CRASHES,
        REPLICA_STOPS,
        REPLICAS_FROM_LOG,
        REPLICAS_FROM_SNAPSHOT,
        SNAPSHOTS_INSTALLED,
        SLOW_FOLLOWERS,
        PARTITIONS,
        LINKS_CUT,
        MESSAGES_LOST,
        MESSAGES_DUPLICATED,
        MESSAGES_LATE,
        CLIENT_PAUSES,
        PAUSES_BEFORE_A_WRITE,
        VM_SUSPENDS,
        CLIENT_CRASHES,
        CLEAN_CLOSES,
        TAKEOVERS,
        WALL_JUMPS_FORWARD,
        WALL_JUMPS_BACK,
        RATE_CHANGES,
        STEPS_AMID_SUSPENDS,
        GRANTS_FIRST,
        GRANTS_RELEASED,
        GRANTS_EXPIRED,
        GRANTS_TAKEN_OVER,
        GRANTS_BROKEN,
        GRANTS_CONDEMNED,
        EXPIRIES,
        EXPIRIES_OVERTAKEN_BY_A_RENEWAL,
        LOCK_DELAYS_ENDED,
        HANDOVERS_REQUESTED,
        TRANSFERS,
        RECORDS_PUT,
        STEPS_COMMITTED,
        STEPS_REFUSED,
        POLICIES_CHANGED,
        ACQUIRES_OUTSIDE_POLICY,
        WAITS_FORBIDDEN,
        FAILOVER_PAUSES,
        FAILOVER_RESUMPTIONS,
        LEASES_CONFINED,
        TAKEOVERS_CONFINED,
        CONFINEMENTS_LIFTED,
        PROMOTIONS_REQUESTED,
        PROMOTIONS_DRAINING,
        PROMOTIONS_FENCING,
        PROMOTIONS_GRANTED,
        PROMOTIONS_COMPLETED,
        PROMOTIONS_FAILED,
        PROMOTIONS_CANCELLED,
        PROMOTIONS_REFUSED_WHILE_COOLING,
        COOL_DOWNS_ENDED,
        RENEWALS_REFUSED_AS_CONDEMNED,
        WAITS_ABANDONED,
        UNASKED_GRANTS,
        OPERATIONS_REPEATED,
        WRITES_ACCEPTED,
        LATE_WRITES_REJECTED,
        BACKUPS,
        RESTORES,
        HEALED_FAILOVERS,
        HEALED_FAILOVERS_WITH_LEADER
    }

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    public void count(Kind kind) {
        add(kind, 1);
    }

    public void addAll(Coverage other) {
        other.counts.forEach(this::add);
    }

    private void add(Kind kind, long more) {
        counts.merge(kind, more, Long::sum);
    }

    long of(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    public List<Kind> missing() {
        return Arrays.stream(Kind.values()).filter(kind -> of(kind) == 0).toList();
    }

    @Override
    public String toString() {
        return Arrays.stream(Kind.values())
                .map(kind -> "  %-36s %,12d".formatted(kind.name().toLowerCase().replace('_', ' '), of(kind)))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
