package io.arbiter.testing;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.TokenFloor;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.server.replica.View;
import io.arbiter.server.service.ClusterTerms;
import io.arbiter.server.service.grpc.ClientPortOptions;
import io.arbiter.server.service.grpc.GrpcServer;
import io.arbiter.server.service.grpc.ServerInfo;
import io.grpc.ManagedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One node: the server's replica and service over a given log. Thread-safe. */
final class Node implements ReplicaListener, AutoCloseable {
    /** Far below the longest entry. */
    private static final int COMMANDS_PER_ENTRY = 1_000;

    private final TestClock clock;
    private final Replica replica;
    private GrpcServer port;
    private volatile boolean leads;

    /** A leader has no grace, in which it would expire nobody: everything over when a test lets time pass ends then. */
    Node(TestClock clock) {
        this.clock = clock;
        this.replica = new Replica(Limits.DEFAULT, clock::nanoTime, Duration.ZERO);
        replica.addListener(this);
    }

    /** A member that has a free port of this machine for its clients. */
    static Member member(String name) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new Member(name, name, name, "127.0.0.1:" + socket.getLocalPort());
        }
    }

    /** Comes once the replica measures silences as the leader, or no longer does. */
    @Override
    public void leadershipChanged(Leadership leadership) {
        leads = leadership.ready();
    }

    boolean leads() {
        return leads;
    }

    Replica replica() {
        return replica;
    }

    /**
     * Starts to serve clients.
     *
     * @param regions where sessions may live beside the members' own regions
     */
    void serve(Member self, ReplicatedLog log, Set<String> regions, Function<Member, ManagedChannel> toPeers)
            throws IOException {
        HostPort address = HostPort.parse(self.clientAddress());
        port = GrpcServer.start(
                log,
                replica,
                ClientPortOptions.of(
                                new InetSocketAddress(address.host(), address.port()),
                                new ServerInfo("test", "test"),
                                new PrometheusRegistry())
                        .withClocks(clock::nanoTime, clock::wallMillis)
                        .withConnector(toPeers)
                        .withTerms(new ClusterTerms(TokenFloor.NONE, regions)));
    }

    /** Entries that end what the node, if it leads, has measured to be over. */
    List<byte[]> overdue() {
        List<Command> commands = replica.read(Node::overdue);
        return IntStream.iterate(0, from -> from < commands.size(), from -> from + COMMANDS_PER_ENTRY)
                .mapToObj(from -> commands.subList(from, Math.min(commands.size(), from + COMMANDS_PER_ENTRY)))
                .map(part -> EntryCodec.encode(new Entry(clock.wallMillis(), part)))
                .toList();
    }

    private static List<Command> overdue(View view) {
        List<Command> commands = new ArrayList<>();
        view.state().sessions().forEach((id, session) -> {
            if (isOver(view.remainingNanos(id))) {
                commands.add(new Command.ExpireSession(id, session.renewals()));
            }
        });
        view.state()
                .resources()
                .forEach((name, resource) -> resource.lockDelay()
                        .filter(delay -> isOver(view.remainingLockDelayNanos(name)))
                        .ifPresent(delay -> commands.add(new Command.EndLockDelay(name, delay.token()))));
        return commands;
    }

    private static boolean isOver(OptionalLong remainingNanos) {
        return remainingNanos.isPresent() && remainingNanos.getAsLong() == 0;
    }

    @Override
    public void close() {
        if (port != null) {
            port.close();
        }
    }
}
