package io.arbiter.chaos.bench.mustfail;

import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.net.Latency;
import io.arbiter.chaos.bench.net.LinkQuality;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A deliberate fault, and the checkers that must notice.
 *
 * @param what for people
 * @param broken the run with it
 * @param whole the same run without it, which must be acquitted
 * @param checkers one of which must convict
 * @param seeds within which it must
 */
public record MustFail(String name, String what, RunOptions broken, RunOptions whole, Set<String> checkers, int seeds) {
    private static final int DRIFT_PPM = 100_000;
    private static final int RATE = 100;

    /** All of them, for nodes that are started by that command and know {@code --wrong}. */
    public static List<MustFail> all(String node) {
        return List.of(noGuard(node), clockTokens(node), gateDriftBound(node));
    }

    /** The first thing that a lease does not promise: a holder that stops before its write. */
    private static MustFail noGuard(String node) {
        return new MustFail(
                "no-guard",
                "the guard does not compare tokens, and holders pause before they write",
                run(node + " --wrong no-guard", "holder-pause", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                run(node, "holder-pause", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                Set.of("lost-updates"),
                5);
    }

    private static MustFail clockTokens(String node) {
        return new MustFail(
                "clock-tokens",
                "tokens come from the arbiter's clock instead of its counter, and clocks jump",
                run(node + " --wrong clock-tokens", "clock", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                run(node, "clock", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                Set.of("token-order", "linearizability", "guard-order"),
                5);
    }

    /**
     * The nodes' clocks are fast by all that the arbiter allows for, the clients' slow by 10 %, for which gates can be
     * set to allow. Otherwise a gate is open for TTL / 0.9 by true time, and the lease over after TTL: 555 ms apart,
     * while the arbiter takes 100 ms to notice, and the request some time to arrive.
     */
    private static MustFail gateDriftBound(String node) {
        return new MustFail(
                "gate-drift-bound",
                "gates allow for no drift, and clients' clocks are slow",
                run(node, "drift,holder-cut", Duration.ofSeconds(20), leases(5, 0)),
                run(node, "drift,holder-cut", Duration.ofSeconds(20), leases(5, DRIFT_PPM)),
                Set.of("gate-exclusivity"),
                5);
    }

    private static LeaseOptions leases(long ttlSeconds, int gateDriftBoundPpm) {
        return new LeaseOptions(Duration.ofSeconds(ttlSeconds), gateDriftBoundPpm, 3);
    }

    private static RunOptions run(String node, String nemesis, Duration limit, LeaseOptions lease) {
        return new RunOptions(
                "lease",
                node,
                3,
                4,
                nemesis,
                RATE,
                new RunOptions.Times(limit, Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(6)),
                new LinkQuality(Latency.parse("exponential:1ms"), 0, 0, 0),
                DRIFT_PPM,
                lease,
                1);
    }
}
