package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftGroupIdProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.util.ProtoUtils;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** Real Raft servers in this process, n1, n2... on a {@link TestNetwork}. */
final class TestCluster implements AutoCloseable {
    /** For conditions that take a few seconds on a quiet machine. */
    static final Duration PATIENCE = Patience.PATIENCE;

    private final Path directory;
    private final Consumer<RaftProperties> settings;
    private final TestNetwork network;
    private final RaftGroup group;
    private final Map<String, RaftServer> servers = new TreeMap<>();
    private final Map<String, Ledger> ledgers = new TreeMap<>();
    private final ClientId client = ClientId.randomId();
    private final AtomicLong callId = new AtomicLong();

    TestCluster(Path directory, int size, long seed) throws IOException {
        this(directory, size, seed, properties -> {});
    }

    TestCluster(Path directory, int size, long seed, Consumer<RaftProperties> settings) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.network = new TestNetwork(seed);
        List<String> ids = IntStream.rangeClosed(1, size).mapToObj(i -> "n" + i).toList();
        this.group = RaftGroup.valueOf(
                RaftGroupId.randomId(),
                ids.stream().map(id -> RaftPeer.newBuilder().setId(id).build()).toList());
        for (String id : ids) {
            start(id);
        }
        awaitEntriesEverywhere();
    }

    /**
     * The library lets no node that has committed entries be elected by a vote of an empty log (LeaderElection of
     * 3.3.0: that node may have lost its disk). So a leader that is cut off before every node has an entry can leave
     * two that elect none.
     */
    private void awaitEntriesEverywhere() {
        await("an entry in every log")
                .atMost(PATIENCE)
                .until(() -> servers.keySet().stream()
                        .allMatch(id -> division(id).getRaftLog().getLastEntryTermIndex() != null));
    }

    void start(String id) throws IOException {
        RaftProperties properties = properties(id);
        Parameters parameters = new Parameters();
        MessageRpc.configure(properties, parameters, network.carrier(id));
        settings.accept(properties);
        Ledger ledger = new Ledger();
        RaftServer server = RaftServer.newBuilder()
                .setServerId(RaftPeerId.valueOf(id))
                .setGroup(group)
                .setStateMachine(ledger)
                .setProperties(properties)
                .setParameters(parameters)
                .setOption(RaftStorage.StartupOption.RECOVER)
                .build();
        server.start();
        servers.put(id, server);
        ledgers.put(id, ledger);
    }

    private RaftProperties properties(String id) {
        RaftProperties properties = new RaftProperties();
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(directory.resolve(id).toFile()));
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(1_000));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(2_000));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(300));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(600));
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, millis(1_000));
        RaftServerConfigKeys.setCloseThreshold(properties, millis(86_400_000));
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf("64KB"));
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false); // see AppendsInProgressTest
        return properties;
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }

    void stop(String id) throws IOException {
        servers.remove(id).close();
    }

    TestNetwork network() {
        return network;
    }

    Collection<String> ids() {
        return ledgers.keySet();
    }

    List<String> idsBut(String... excluded) {
        List<String> rest = new ArrayList<>(ids());
        rest.removeAll(List.of(excluded));
        return rest;
    }

    Ledger ledger(String id) {
        return ledgers.get(id);
    }

    RaftServer.Division division(String id) {
        try {
            return servers.get(id).getDivision(group.getGroupId());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Cuts every link between the sides, both ways. */
    void separate(Collection<String> side, Collection<String> other) {
        side.forEach(a -> other.forEach(b -> {
            network.cut(a, b);
            network.cut(b, a);
        }));
    }

    /** Waits for a leader among these. */
    String awaitLeader(Collection<String> among) {
        return await("a leader among " + among).atMost(PATIENCE).until(() -> leader(among), id -> id != null);
    }

    String awaitLeader() {
        return awaitLeader(servers.keySet());
    }

    /** The one of the latest term that assumes to lead; null if none does. */
    private String leader(Collection<String> among) {
        String newest = null;
        for (String id : among) {
            boolean leads = servers.containsKey(id) && division(id).getInfo().isLeaderReady();
            if (leads
                    && (newest == null
                            || division(id).getInfo().getCurrentTerm()
                                    > division(newest).getInfo().getCurrentTerm())) {
                newest = id;
            }
        }
        return newest;
    }

    void awaitNoLeader() {
        await("that nobody believes to lead")
                .atMost(PATIENCE)
                .until(() -> servers.keySet().stream()
                        .noneMatch(id -> division(id).getInfo().isLeader()));
    }

    /** Waits until some node assumes to lead, of any term. */
    List<String> awaitBelievers() {
        return await("somebody who believes to lead")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> servers.keySet().stream()
                                .filter(id -> division(id).getInfo().isLeader())
                                .toList(),
                        believers -> !believers.isEmpty());
    }

    /** Proposes a number at a node. */
    CompletableFuture<RaftClientReply> propose(String id, long number) {
        return submit(id, Ledger.command(number), RaftClientRequest.writeRequestType());
    }

    CompletableFuture<RaftClientReply> submit(String id, Message message, RaftClientRequest.Type type) {
        try {
            return servers.get(id)
                    .submitClientRequestAsync(RaftClientRequest.newBuilder()
                            .setClientId(client)
                            .setServerId(RaftPeerId.valueOf(id))
                            .setGroupId(group.getGroupId())
                            .setCallId(callId.incrementAndGet())
                            .setMessage(message)
                            .setType(type)
                            .build());
        } catch (IOException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    RaftGroupIdProto groupId() {
        return ProtoUtils.toRaftGroupIdProtoBuilder(group.getGroupId()).build();
    }

    /** Gives a server an append as if from another. */
    CompletableFuture<AppendEntriesReplyProto> append(String id, AppendEntriesRequestProto request) throws IOException {
        return servers.get(id).appendEntriesAsync(request);
    }

    /** Asks a leader to transfer leadership; it may fail. */
    CompletableFuture<RaftClientReply> transfer(String leader, String successor) throws IOException {
        return servers.get(leader)
                .transferLeadershipAsync(new TransferLeadershipRequest(
                        client,
                        RaftPeerId.valueOf(leader),
                        group.getGroupId(),
                        callId.incrementAndGet(),
                        RaftPeerId.valueOf(successor),
                        PATIENCE.toMillis()));
    }

    /** Proposes at the leader among these until one number is acknowledged, a new one each time. */
    long awaitAcknowledged(Collection<String> among, AtomicLong numbers) {
        return await("an acknowledged number")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(
                        () -> {
                            String leader = leader(among);
                            long number = numbers.incrementAndGet();
                            return leader != null && isAcknowledged(propose(leader, number)) ? number : null;
                        },
                        number -> number != null);
    }

    static boolean isAcknowledged(CompletableFuture<RaftClientReply> reply) {
        try {
            return reply.get(3, TimeUnit.SECONDS).isSuccess();
        } catch (ExecutionException | TimeoutException unknown) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until all running servers have the same numbers, and checks that the acknowledged ones are among them. */
    void awaitAgreement(Collection<Long> acknowledged) {
        await("equal replicas").atMost(PATIENCE).untilAsserted(() -> {
            List<Long> numbers = ledgers.get(awaitLeader()).numbers();
            assertThat(numbers).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(servers.keySet())
                    .allSatisfy(
                            id -> assertThat(ledgers.get(id).numbers()).as(id).isEqualTo(numbers));
        });
    }

    @Override
    public void close() throws IOException {
        for (RaftServer server : servers.values()) {
            server.close();
        }
        network.close();
    }
}
