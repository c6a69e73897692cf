package io.arbiter.chaos.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Options of a campaign of seeds.
 *
 * @param kinds that may strike: of {@link Nemeses#names}
 * @param safety for how long faults strike
 * @param patience how long anything may take once all is healed, before it counts as not live
 * @param ttl of every session
 * @param rate operations a second in each region
 * @param block of loopback addresses; 0 takes any that is free
 * @param guarded false leaves PostgreSQL's guard out, to show what happens then
 * @param out directory of reports, tapes and logs
 */
record ClusterOptions(
        Set<String> kinds,
        Duration safety,
        Duration patience,
        Duration ttl,
        int rate,
        int block,
        boolean guarded,
        Path out) {
    /** Its servers, PostgreSQL and holders are new: nothing of other seeds is left. */
    String command(long seed) {
        return "chaos/bin/chaos cluster --seed " + seed + " --nemesis "
                + (kinds.equals(Nemeses.names()) ? "all" : kinds.isEmpty() ? "none" : String.join(",", kinds))
                + " --safety " + safety.toMillis() + "ms --ttl " + ttl.toMillis() + "ms --rate " + rate
                + (guarded ? "" : " --without-guard");
    }
}
