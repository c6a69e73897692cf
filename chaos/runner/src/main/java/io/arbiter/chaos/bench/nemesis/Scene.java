package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.net.Network;
import io.arbiter.chaos.bench.process.Nodes;
import io.arbiter.chaos.bench.workload.LeaseHolder;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that can be struck.
 *
 * @param clients those that hold leases; empty in other workloads
 * @param remarks takes further notes for people
 */
public record Scene(Network network, Nodes nodes, List<LeaseHolder> clients, Consumer<String> remarks) {
    List<LeaseHolder> holders() {
        return clients.stream().filter(LeaseHolder::holds).toList();
    }
}
