package io.arbiter.client.fake;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Three fake nodes in this process; everything happens in the calling thread. */
public final class FakeCluster implements AutoCloseable {
    public final FakeState state = new FakeState();
    public final List<FakeNode> nodes = new ArrayList<>();
    private final List<FakeIdentity> identity = List.of(new FakeIdentity(), new FakeIdentity(), new FakeIdentity());
    private final List<Server> servers = new ArrayList<>();
    private final String id = UUID.randomUUID().toString();

    public FakeCluster() {
        for (int i = 1; i <= 3; i++) {
            FakeNode node = new FakeNode("node" + i + ":7401", state);
            nodes.add(node);
            try {
                servers.add(InProcessServerBuilder.forName(id + node.name)
                        .directExecutor()
                        .addService(node)
                        .intercept(identity.get(i - 1))
                        .build()
                        .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** From now on that node belongs to that cluster. */
    public void setId(int node, String clusterId) {
        identity.get(node - 1).id = clusterId;
    }

    public void setId(String clusterId) {
        identity.forEach(one -> one.id = clusterId);
    }

    /** The cluster ids that calls to that node named, in order; empty where one named none. */
    public List<String> named(int node) {
        return identity.get(node - 1).named;
    }

    public FakeNode node(int number) {
        return nodes.get(number - 1);
    }

    public List<String> endpoints() {
        return nodes.stream().map(node -> node.name).toList();
    }

    public ManagedChannel channel(String address) {
        return InProcessChannelBuilder.forName(id + address).directExecutor().build();
    }

    @Override
    public void close() {
        servers.forEach(Server::shutdownNow);
    }
}
