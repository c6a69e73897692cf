package io.arbiter.chaos.cluster.holder;

import io.arbiter.client.Lease;
import java.time.Duration;
import java.util.Optional;

/** One client with a database connection of its own: takes leases and writes under them. Confined to one thread. */
final class Holding implements AutoCloseable {
    private final HolderOptions options;
    private final RegionClient client;
    private final Database database;
    private final GateLooks gates;
    private long written;

    Holding(HolderOptions options, RegionClient client, GateLooks gates) {
        this.options = options;
        this.client = client;
        this.database = new Database(options.jdbcUrl());
        this.gates = gates;
    }

    RegionClient client() {
        return client;
    }

    /** @return the lease with the chain of its writes started; empty if it was not granted in that time */
    Optional<Held> acquire(String resource, Duration wait) {
        return client.acquire(resource, wait).map(lease -> {
            gates.watch(lease, client.name());
            var chain = new Chain(options, client, database, lease);
            chain.read();
            return new Held(lease, chain);
        });
    }

    /** A value that nobody else writes. */
    String newValue() {
        return client.name() + ":" + ++written;
    }

    void letGo(Held held, boolean handOver) {
        gates.dismiss(held.lease());
        if (handOver) {
            client.transfer(held.lease());
        } else {
            client.release(held.lease());
        }
    }

    @Override
    public void close() {
        client.close();
        database.close();
    }

    /** A lease and the writes under it. */
    record Held(Lease lease, Chain chain) {}
}
