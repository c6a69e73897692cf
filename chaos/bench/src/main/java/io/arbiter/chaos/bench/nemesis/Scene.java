package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.lease.LeaseClient;
import io.arbiter.chaos.bench.net.Network;
import io.arbiter.chaos.bench.process.Nodes;
import java.util.List;
import java.util.function.Consumer;

/**
 * What can be struck.
 *
 * @param clients those that hold leases; empty in other workloads
 * @param remarks takes what else people should know
 */
public record Scene(Network network, Nodes nodes, List<LeaseClient> clients, Consumer<String> remarks) {
    List<LeaseClient> holders() {
        return clients.stream().filter(LeaseClient::holds).toList();
    }
}
