package io.arbiter.demo;

import io.arbiter.demo.orders.OrderRow;
import io.arbiter.demo.report.Failover;
import io.arbiter.demo.report.Fault;
import io.arbiter.demo.report.Tenure;
import io.arbiter.demo.writer.WriteCounts;
import io.arbiter.demo.writer.WriterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The record of a run, by three witnesses: the table, the arbiter's events, and each writer process's log.
 *
 * @param events per region, per process in the order of their starts
 * @param stalls when the machine itself did not run
 */
record Evidence(
        List<OrderRow> rows,
        List<Tenure> tenures,
        Map<String, List<List<WriterEvent>>> events,
        List<Failover> failovers,
        long healedToken,
        List<StallWatch.Stall> stalls) {

    /** The time for which the machine itself stood still between the two moments. */
    Duration stalled(Instant from, Instant to) {
        return stalls.stream()
                .filter(stall -> stall.end().isAfter(from) && stall.end().isBefore(to))
                .map(StallWatch.Stall::length)
                .reduce(Duration.ZERO, Duration::plus);
    }

    Stream<WriterEvent> of(String region, WriterEvent.Kind kind) {
        return events.get(region).stream().flatMap(List::stream).filter(event -> event.kind() == kind);
    }

    long rejected(String region, long token) {
        return of(region, WriterEvent.Kind.REJECTED)
                .filter(event -> event.token() == token)
                .count();
    }

    long accepted(String region) {
        return rows.stream().filter(row -> row.region().equals(region)).count();
    }

    /**
     * The last counts of each of the region's processes, added up; a killed process has lost at most 0.2 s of
     * them.
     */
    WriteCounts.Snapshot counts(String region) {
        return events.get(region).stream()
                .map(Evidence::lastCounts)
                .reduce(WriteCounts.Snapshot.NONE, WriteCounts.Snapshot::plus);
    }

    /** The number of writes that the region's gate refused while the fault lasted. */
    long refusedByGate(String region, Fault fault) {
        long[] refused = of(region, WriterEvent.Kind.COUNTED)
                .filter(event -> event.at().isAfter(fault.from()) && event.at().isBefore(fault.to()))
                .mapToLong(event -> WriteCounts.Snapshot.parse(event.detail()).refusedByGate())
                .toArray();
        return refused.length == 0 ? 0 : refused[refused.length - 1] - refused[0];
    }

    private static WriteCounts.Snapshot lastCounts(List<WriterEvent> process) {
        return process.stream()
                .filter(event -> event.kind() == WriterEvent.Kind.COUNTED)
                .reduce((first, second) -> second)
                .map(event -> WriteCounts.Snapshot.parse(event.detail()))
                .orElse(WriteCounts.Snapshot.NONE);
    }

    /** The time at which the gate of that token was first seen closed after the moment. */
    Optional<Instant> gateClosed(String region, long token, Instant after) {
        return of(region, WriterEvent.Kind.GATE_CLOSED)
                .filter(event -> event.token() == token && event.at().isAfter(after))
                .map(WriterEvent::at)
                .findFirst();
    }

    Optional<Tenure> tenure(long token) {
        return tenures.stream().filter(tenure -> tenure.token() == token).findFirst();
    }

    List<Instant> writeTimes(String region) {
        return rows.stream()
                .filter(row -> row.region().equals(region))
                .map(OrderRow::writtenAt)
                .collect(Collectors.toList());
    }

    List<Instant> rejectionTimes(String region) {
        return of(region, WriterEvent.Kind.REJECTED).map(WriterEvent::at).collect(Collectors.toList());
    }
}
