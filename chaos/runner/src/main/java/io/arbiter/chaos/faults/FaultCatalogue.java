package io.arbiter.chaos.faults;

import io.arbiter.chaos.faults.disk.DamagedLogFault;
import io.arbiter.chaos.faults.disk.DiskFullFault;
import io.arbiter.chaos.faults.disk.DiskStallFault;
import io.arbiter.chaos.faults.disk.PowerCutFault;
import io.arbiter.chaos.faults.disk.SyncErrorFault;
import io.arbiter.chaos.faults.disk.TornTailFault;
import io.arbiter.chaos.faults.disk.WipedDiskFault;
import io.arbiter.chaos.faults.kind.ClientsCutFault;
import io.arbiter.chaos.faults.kind.ClockDriftFault;
import io.arbiter.chaos.faults.kind.ClockJumpFault;
import io.arbiter.chaos.faults.kind.KillFault;
import io.arbiter.chaos.faults.kind.LossyLinksFault;
import io.arbiter.chaos.faults.kind.PartitionFault;
import io.arbiter.chaos.faults.kind.PauseFault;
import io.arbiter.chaos.faults.kind.ResetsFault;
import io.arbiter.chaos.faults.kind.RollingRestartFault;
import io.arbiter.chaos.faults.kind.SlowLinksFault;
import io.arbiter.chaos.faults.kind.TransferStormFault;
import io.arbiter.chaos.faults.spec.FaultKind;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every kind of fault there is. */
public final class FaultCatalogue {
    private static final List<FaultKind> KINDS = List.of(
            PartitionFault.KIND,
            ClientsCutFault.KIND,
            SlowLinksFault.KIND,
            LossyLinksFault.KIND,
            ResetsFault.KIND,
            KillFault.KIND,
            PauseFault.KIND,
            RollingRestartFault.KIND,
            TransferStormFault.KIND,
            TornTailFault.KIND,
            WipedDiskFault.KIND,
            DamagedLogFault.KIND,
            PowerCutFault.KIND,
            DiskFullFault.KIND,
            SyncErrorFault.KIND,
            DiskStallFault.KIND,
            ClockJumpFault.KIND,
            ClockDriftFault.KIND);

    private FaultCatalogue() {}

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

    /** Whether one of them needs servers that were started with the interposer. */
    public static boolean needInterposer(Set<String> wanted) {
        return kinds(wanted).stream().anyMatch(FaultKind::interposed);
    }

    /** @throws IOException if this machine lacks a tool that one of the kinds needs; names how to get it */
    public static void requireTools(Set<String> wanted) throws IOException {
        List<String> missing = kinds(wanted).stream()
                .flatMap(kind -> kind.missing().stream().map(what -> "'" + kind.name() + "' needs " + what))
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException(String.join("; ", missing) + "; or leave these faults out");
        }
    }
}
