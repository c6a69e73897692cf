package io.arbiter.client;

import io.arbiter.client.fake.FakeCluster;
import io.arbiter.client.fake.ManualLoop;
import io.arbiter.client.gate.FakeClock;
import io.arbiter.client.internal.ClientAssembly;
import io.arbiter.client.internal.DefaultArbiterClient;
import io.arbiter.client.internal.context.ClientConfig;
import io.arbiter.client.internal.session.StateDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * A client of three fake nodes, whose time passes only when the test lets it. TTL 6 s: it is renewed every 2
 * s.
 */
final class ClientFixture implements AutoCloseable {
    static final Duration TTL = Duration.ofSeconds(6);

    final FakeClock clock = new FakeClock();
    final ManualLoop loop = new ManualLoop(clock);
    final FakeCluster cluster;
    final List<SessionEvent> events = new ArrayList<>();
    final List<LeaseChange> changes = new ArrayList<>();
    /** Tasks that are to run on threads of their own, if {@link #holdWork}. */
    final List<Runnable> work = new ArrayList<>();

    final DefaultArbiterClient client;
    boolean holdWork;

    ClientFixture() {
        this(new FakeCluster(), Runnable::run, builder -> builder);
    }

    ClientFixture(UnaryOperator<ArbiterClientBuilder> custom) {
        this(new FakeCluster(), Runnable::run, custom);
    }

    ClientFixture(FakeCluster cluster, Executor health, UnaryOperator<ArbiterClientBuilder> custom) {
        this.cluster = cluster;
        ArbiterClientBuilder builder = custom.apply(ArbiterClient.builder()
                .endpoints(cluster.endpoints())
                .region("us-east")
                .ttl(TTL)
                .requestTimeout(Duration.ofSeconds(3))
                .clock(clock)
                .channels(cluster::channel)
                .sessionListener(events::add));
        ClientConfig config = builder.config();
        this.client = new DefaultArbiterClient(
                ClientAssembly.context(config, config.security().open(), loop, Runnable::run, this::worker, health),
                config.stateDirectory().map(StateDirectory::open),
                () -> {});
    }

    private void worker(Runnable task) {
        if (holdWork) {
            work.add(task);
        } else {
            task.run();
        }
    }

    CompletableFuture<Lease> acquire(String resource, Duration wait) {
        return client.acquireAsync(resource, wait);
    }

    /** A lease that is granted at once; its changes are kept. */
    Lease held(String resource) {
        Lease lease = client.acquire(resource, Duration.ZERO);
        lease.addListener(changes::add);
        return lease;
    }

    List<LeaseState> states() {
        return changes.stream().map(LeaseChange::to).toList();
    }

    void pass(Duration time) {
        loop.advance(time);
    }

    void allNodes(java.util.function.Consumer<io.arbiter.client.fake.FakeNode> what) {
        cluster.nodes.forEach(what);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
