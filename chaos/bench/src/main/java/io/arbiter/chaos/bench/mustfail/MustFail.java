package io.arbiter.chaos.bench.mustfail;

import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.net.Latency;
import io.arbiter.chaos.bench.net.LinkQuality;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Something broken on purpose, and what must notice.
 *
 * @param what for people
 * @param broken the run with it
 * @param whole the same run without it, which must be acquitted
 * @param checkers one of which must convict
 * @param seeds within which it must
 */
public record MustFail(String name, String what, RunOptions broken, RunOptions whole, Set<String> checkers,
        int seeds) {
    private static final int DRIFT_PPM = 10_000;
    private static final int RATE = 100;

    /** All of them, for nodes that are started by that command and know {@code --wrong}. */
    public static List<MustFail> all(String node) {
        return List.of(noGuard(node), clockTokens(node), gateDriftBound(node));
    }

    /** The first thing that a lease does not promise: a holder that stops before its write. */
    private static MustFail noGuard(String node) {
        return new MustFail("no-guard", "the guard does not compare tokens, and holders pause before they write",
                run(node + " --wrong no-guard", "holder-pause", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                run(node, "holder-pause", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                Set.of("lost-updates", "guard-order"), 5);
    }

    private static MustFail clockTokens(String node) {
        return new MustFail("clock-tokens", "tokens come from the arbiter's clock instead of its counter, and clocks jump",
                run(node + " --wrong clock-tokens", "clock", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                run(node, "clock", Duration.ofSeconds(20), leases(2, DRIFT_PPM)),
                Set.of("token-order", "linearizability", "guard-order"), 5);
    }

    /**
     * The gate is open for TTL / 0.99 by true time, and the lease over after TTL: with 20 s, 200 ms apart, twice what the
     * arbiter may take to notice.
     */
    private static MustFail gateDriftBound(String node) {
        return new MustFail("gate-drift-bound", "gates allow for no drift, and clocks drift by 1 %",
                run(node, "drift,holder-cut", Duration.ofSeconds(40), leases(20, 0)),
                run(node, "drift,holder-cut", Duration.ofSeconds(40), leases(20, DRIFT_PPM)),
                Set.of("gate-exclusivity"), 3);
    }

    private static LeaseOptions leases(long ttlSeconds, int gateDriftBoundPpm) {
        return new LeaseOptions(Duration.ofSeconds(ttlSeconds), gateDriftBoundPpm, 3);
    }

    private static RunOptions run(String node, String nemesis, Duration limit, LeaseOptions lease) {
        return new RunOptions("lease", node, 3, 4, nemesis, RATE,
                new RunOptions.Times(limit, Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(6)),
                new LinkQuality(Latency.parse("exponential:1ms"), 0, 0, 0), DRIFT_PPM, lease, 1);
    }
}
