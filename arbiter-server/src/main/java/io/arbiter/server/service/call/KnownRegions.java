package io.arbiter.server.service.call;

import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The regions that a session can live in: those of the nodes, and those that the configuration adds. */
final class KnownRegions {
    private final Supplier<? extends Iterable<String>> ofNodes;
    private final Set<String> others;

    /** @param ofNodes as the cluster stands */
    KnownRegions(Supplier<? extends Iterable<String>> ofNodes, Set<String> others) {
        this.ofNodes = ofNodes;
        this.others = Set.copyOf(others);
    }

    /** @throws CallException {@code UNKNOWN_REGION}: a slip would make a session that no policy or operator finds */
    void require(String region) {
        if (!others.contains(region)) {
            SortedSet<String> known = new TreeSet<>(others);
            ofNodes.get().forEach(known::add);
            if (!known.contains(region)) {
                String list = String.join(", ", known);
                throw new CallException(
                        Reason.UNKNOWN_REGION,
                        "there is no region " + region + "; known are " + list
                                + " (the nodes' own, and those that the servers' key regions names)",
                        region,
                        list);
            }
        }
    }
}
