package io.arbiter.bench.runner.report;

import com.google.gson.annotations.SerializedName;
import io.arbiter.bench.runner.measure.Reading;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Shares;
import io.arbiter.testsupport.html.Format;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One row of the results: an operation of one system at one number of clients. Every figure is the median over the
 * rounds; beside it stands the spread, the least and the most of any round.
 *
 * @param system arbiter, etcd, zookeeper; floor for the lower bound of any system
 * @param profile local or wan
 * @param ttlS TTL in seconds; null if it decides nothing
 * @param throughputPerS operations in a second; null for an operation that happens once a round
 * @param p50Us latency in microseconds, corrected as {@link Reading} says; likewise the other percentiles
 * @param cpuSPer10k processor seconds of the servers for 10,000 steps of a caller (a step of acquire, release and cycle
 * is a whole cycle); null as the throughput
 * @param rssMib resident memory of the three servers together; null for the floor
 * @param shares of contenders; null if nobody contended
 * @param rounds number played to their end
 */
public record Result(
        String system,
        String version,
        String profile,
        String scenario,
        String where,
        int clients,
        Integer ttlS,
        Double throughputPerS,
        Spread throughputSpread,
        double p50Us,
        Spread p50Spread,
        double p99Us,
        Spread p99Spread,
        Double p999Us,
        Spread p999Spread,
        @SerializedName("cpu_s_per_10k") Double cpuSPer10k,
        Double rssMib,
        Shares shares,
        int rounds,
        String measuredAt) {

    private static final String FLOOR = "floor";

    /** The least and the most of any round. */
    public record Spread(double min, double max) {
        static Spread of(List<Double> values) {
            return new Spread(
                    values.stream().min(Double::compare).orElseThrow(),
                    values.stream().max(Double::compare).orElseThrow());
        }
    }

    /** The fields common to the results of one scenario on one system. @param load whether it has a throughput */
    public record Heading(
            String system,
            String version,
            String profile,
            String where,
            int clients,
            Integer ttlS,
            boolean load,
            String measuredAt) {}

    /** @param rounds at least one */
    public static Result of(Heading heading, String name, List<Round> rounds) {
        List<Reading> readings = rounds.stream()
                .flatMap(round -> round.readings().stream())
                .filter(reading -> reading.name().equals(name))
                .toList();
        List<Double> throughput = of(readings, Reading::perSecond);
        List<Double> p50 = of(readings, reading -> reading.micros(50));
        List<Double> p99 = of(readings, reading -> reading.micros(99));
        List<Double> p999 = of(readings, reading -> reading.micros(99.9));
        return new Result(
                heading.system,
                heading.version,
                heading.profile,
                name,
                heading.where,
                heading.clients,
                heading.ttlS,
                heading.load ? median(throughput) : null,
                heading.load ? Spread.of(throughput) : null,
                median(p50),
                Spread.of(p50),
                median(p99),
                Spread.of(p99),
                median(p999),
                Spread.of(p999),
                heading.load ? (Double) median(of(rounds, Result::cpuPer10k)) : null,
                median(of(rounds, round -> round.residentBytes() / (double) (1 << 20))),
                shares(rounds),
                rounds.size(),
                heading.measuredAt);
    }

    /** A lower bound for any system: measured once, with one caller. */
    public static Result ofFloor(
            String profile, String scenario, String where, double p50Us, double p99Us, String measuredAt) {
        return new Result(
                FLOOR,
                FLOOR,
                profile,
                scenario,
                where,
                1,
                null,
                null,
                null,
                p50Us,
                new Spread(p50Us, p50Us),
                p99Us,
                new Spread(p99Us, p99Us),
                null,
                null,
                null,
                null,
                null,
                1,
                measuredAt);
    }

    private static double cpuPer10k(Round round) {
        return round.cpu().toNanos() / 1e9 / Math.max(1, round.steps()) * 10_000;
    }

    private static Shares shares(List<Round> rounds) {
        List<Shares> all =
                rounds.stream().map(Round::shares).flatMap(Optional::stream).toList();
        return all.isEmpty()
                ? null
                : new Shares(
                        median(of(all, Shares::jain)),
                        median(of(all, Shares::luckiest)),
                        median(of(all, Shares::unluckiest)));
    }

    private static <T> List<Double> of(List<T> items, ToDoubleFunction<T> figure) {
        return items.stream().map(figure::applyAsDouble).toList();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Whether it is the same, measured on another system in the same run. */
    boolean isBeside(Result other) {
        return measuredAt.equals(other.measuredAt)
                && profile.equals(other.profile)
                && scenario.equals(other.scenario)
                && where.equals(other.where)
                && clients == other.clients
                && Objects.equals(ttlS, other.ttlS);
    }

    /** The measured operation, in words: {@code renew 10,000}, {@code failover-both TTL 3 s}. */
    String title() {
        return scenario + (ttlS == null ? Format.of(" %,d", clients) : " TTL " + ttlS + " s");
    }
}
