package io.arbiter.server.raft;

import static org.awaitility.Awaitility.await;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.Profile;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.raft.tcp.TcpTransport;
import io.arbiter.server.raft.tcp.wire.BadLinks;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.storage.Force;
import io.arbiter.testsupport.Patience;
import io.arbiter.testsupport.net.FreePorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Logs in this process, over real sockets and directories. */
public final class LogCluster implements AutoCloseable {
    static final Duration PATIENCE = Patience.PATIENCE;

    final Map<String, RatisLog> logs = new TreeMap<>();
    final Map<String, CounterState> states = new TreeMap<>();
    final Map<String, RecordedExit> exits = new TreeMap<>();
    /** A node's way to force its disk, if not the real one. */
    final Map<String, Force> disks = new TreeMap<>();

    private final Map<String, Integer> ports = new TreeMap<>();
    private final List<Member> members = new ArrayList<>();
    private final Path directory;
    private final int snapshotEvery;

    private interface Ways {
        /** The address at which the others look for a node. */
        String before(String node, String address) throws IOException;
    }

    LogCluster(Path directory, int size, int snapshotEvery) throws IOException {
        this(directory, size, snapshotEvery, (node, address) -> address);
    }

    LogCluster(Path directory, int size, int snapshotEvery, BadLinks links) throws IOException {
        this(directory, size, snapshotEvery, links::before);
    }

    private LogCluster(Path directory, int size, int snapshotEvery, Ways ways) throws IOException {
        this.directory = directory;
        this.snapshotEvery = snapshotEvery;
        for (int i = 1; i <= size; i++) {
            String node = "n" + i;
            ports.put(node, FreePorts.one());
            members.add(new Member(
                    node, "r" + i, ways.before(node, "127.0.0.1:" + portOf(node)), "127.0.0.1:" + (20_000 + i)));
        }
    }

    int portOf(String node) {
        return ports.get(node);
    }

    LogCluster startAll() throws StartException {
        for (Member member : members) {
            start(member.name());
        }
        return this;
    }

    RaftConfig config(String node) {
        var transport = new TcpTransport(
                new HostPort("127.0.0.1", portOf(node)), SocketSecurity.plaintext(), ConnectionRefusals.NONE);
        return new RaftConfig("test", node, members, transport, directory.resolve(node), Profile.LOCAL, snapshotEvery);
    }

    /** Of a node that comes with an empty disk, which is a voter of its own once it is admitted. */
    RatisLog startWithAnotherDisk(String node, String disk) throws StartException {
        RaftConfig founder = config(node);
        return start(new RaftConfig(
                founder.cluster(),
                new MemberId(node, disk),
                members,
                Set.of(),
                founder.transport(),
                founder.directory(),
                founder.profile(),
                founder.snapshotEveryEntries()));
    }

    Member member(String node) {
        return members.stream()
                .filter(member -> member.name().equals(node))
                .findFirst()
                .orElseThrow();
    }

    RatisLog start(String node) throws StartException {
        return start(config(node));
    }

    private RatisLog start(RaftConfig config) throws StartException {
        String node = config.self();
        CounterState state = new CounterState();
        RecordedExit exit = new RecordedExit();
        RatisLog log = RatisLog.start(config, state, exit, disk(node));
        states.put(node, state);
        exits.put(node, exit);
        logs.put(node, log);
        return log;
    }

    private Disk disk(String node) {
        return new Disk(
                disks.getOrDefault(node, Force.disk()),
                List.of(directoryOf(node).resolve("bound")));
    }

    void stop(String node) {
        logs.remove(node).close();
    }

    RatisLog leader() {
        return ready().orElseGet(() ->
                await().atMost(PATIENCE).until(this::ready, Optional::isPresent).orElseThrow());
    }

    private Optional<RatisLog> ready() {
        return logs.values().stream().filter(log -> log.leadership().ready()).findFirst();
    }

    String nameOf(RatisLog log) {
        return log.leadership().self();
    }

    List<String> followers() {
        String leader = nameOf(leader());
        return logs.keySet().stream().filter(node -> !node.equals(leader)).toList();
    }

    void propose(byte[] entry) {
        append(entry, null);
    }

    long append(Object context) {
        return append(new byte[] {1, 2, 3}, context);
    }

    /** Exactly once, if nobody else appends meanwhile: whoever is ready to lead has applied all that may be done. */
    private long append(byte[] entry, Object context) {
        long before = applied();
        while (true) {
            try {
                return throughTheLeader(leader -> leader.append(entry, context));
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof OutcomeUnknownException)) {
                    throw e;
                }
                RatisLog next = leader();
                if (applied() > before) {
                    return next.appliedIndex();
                }
            }
        }
    }

    private long applied() {
        return states.values().stream()
                .mapToLong(state -> state.count.get())
                .max()
                .orElseThrow();
    }

    long readIndex() {
        return throughTheLeader(leader -> leader.readIndex(Optional.empty()));
    }

    /** On a busy machine leaders change by themselves: calls that were not done are retried. */
    private long throughTheLeader(Function<RatisLog, CompletableFuture<Long>> call) {
        while (true) {
            try {
                return call.apply(leader()).join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof NotLeaderException)) {
                    throw e;
                }
            }
        }
    }

    void append(int times) {
        for (int i = 0; i < times; i++) {
            append(null);
        }
    }

    void awaitCount(String node, long count) {
        await().atMost(PATIENCE).until(() -> states.get(node).count.get() == count);
    }

    Path directoryOf(String node) {
        return directory.resolve(node);
    }

    @Override
    public void close() {
        states.values().forEach(state -> state.snapshotGate.release()); // of a test that failed while it held it
        logs.values().parallelStream().forEach(RatisLog::close); // each waits for threads of its own
    }
}
