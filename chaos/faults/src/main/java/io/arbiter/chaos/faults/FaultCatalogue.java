package io.arbiter.chaos.faults;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every kind of fault there is. */
public final class FaultCatalogue {
    private static final List<FaultKind> KINDS = List.of(
            PartitionFault.KIND, ClientsCutFault.KIND, SlowLinksFault.KIND, LossyLinksFault.KIND, ResetsFault.KIND,
            KillFault.KIND, PauseFault.KIND, RollingRestartFault.KIND, TransferStormFault.KIND, TornTailFault.KIND,
            WipedDiskFault.KIND, DamagedLogFault.KIND, PowerCutFault.KIND, DiskFullFault.KIND, SyncErrorFault.KIND,
            DiskStallFault.KIND,
            ClockJumpFault.KIND, ClockDriftFault.KIND);

    private FaultCatalogue() {
    }

    /** The names of all kinds, in the order of the alphabet. */
    public static Set<String> names() {
        return KINDS.stream().map(FaultKind::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The kinds of those names, in the catalogue's order.
     *
     * @throws IllegalArgumentException if one is unknown
     */
    static List<FaultKind> kinds(Set<String> wanted) {
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(names());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown kinds of faults " + unknown + ": expected some of " + names());
        }
        return KINDS.stream().filter(kind -> wanted.contains(kind.name())).toList();
    }

    /** @throws IOException if this machine lacks what one of the kinds needs; says how to get it */
    public static void requireTools(Set<String> wanted) throws IOException {
        List<String> missing = kinds(wanted).stream().flatMap(kind -> kind.missing().stream()
                .map(what -> "'" + kind.name() + "' needs " + what)).toList();
        if (!missing.isEmpty()) {
            throw new IOException(String.join("; ", missing) + "; or leave these faults out");
        }
    }
}
