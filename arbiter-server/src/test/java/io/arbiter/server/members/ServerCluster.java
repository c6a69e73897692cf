package io.arbiter.server.members;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.ArbiterServer;
import io.arbiter.server.LeaseApplication;
import io.arbiter.server.config.ConfigException;
import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.server.raft.RecordedExit;
import io.arbiter.testsupport.net.FreePorts;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.GetMembersRequest;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Whole nodes in this process, which may be stopped, wiped, and started again. */
final class ServerCluster implements AutoCloseable {
    static final List<String> ALL = List.of("n1", "n2", "n3", "n4", "n5");

    final Map<String, RecordedExit> exits = new ConcurrentHashMap<>();
    private final Path directory;
    private final List<Integer> ports = FreePorts.some(3 * ALL.size());
    private final Map<String, ArbiterServer> servers = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<ArbiterServer>> starts = new ConcurrentHashMap<>();
    private final Map<String, ManagedChannel> channels = new TreeMap<>();
    /** The nodes that the configuration files name. */
    private List<String> configured = ALL.subList(0, 3);

    ServerCluster(Path directory) {
        this.directory = directory;
        for (String node : ALL) {
            channels.put(
                    node,
                    ManagedChannelBuilder.forAddress("127.0.0.1", port(node, 1))
                            .usePlaintext()
                            .build());
        }
        configured.forEach(this::start);
        try {
            configured.forEach(this::awaitServing);
        } catch (RuntimeException | Error failed) {
            close(); // Nobody else would: the caller never gets it.
            throw failed;
        }
    }

    private int port(String node, int which) {
        return ports.get(3 * ALL.indexOf(node) + which);
    }

    /** From the next start on. */
    void configure(List<String> nodes) {
        configured = nodes;
    }

    Path diskOf(String node) {
        return directory.resolve(node);
    }

    /** Its start may take until somebody has it admitted. */
    void start(String node) {
        exits.put(node, new RecordedExit());
        starts.put(node, CompletableFuture.supplyAsync(() -> begin(node), task -> new Thread(task).start()));
        starts.get(node).thenAccept(started -> servers.put(node, started));
    }

    private ArbiterServer begin(String node) {
        try {
            return ArbiterServer.start(config(node), ServerMetrics.create(), LeaseApplication::new, exits.get(node));
        } catch (StartException | ConfigException | IOException failed) {
            throw new CompletionException(failed);
        }
    }

    void awaitServing(String node) {
        starts.get(node).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        await().atMost(PATIENCE).until(() -> servers.get(node).problem().isEmpty());
    }

    /** Completes with the reason that a node does not start. */
    StartException refusal(String node) {
        try {
            starts.get(node).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            throw new AssertionError(node + " started");
        } catch (CompletionException failed) {
            return (StartException) failed.getCause();
        }
    }

    boolean waits(String node) {
        return !starts.get(node).isDone();
    }

    void stop(String node) {
        servers.remove(node).close();
    }

    private ServerConfig config(String node) throws IOException, ConfigException {
        var yaml = new StringBuilder("""
                cluster: members
                node: %s
                data-dir: %s
                profile: local
                http.listen: 127.0.0.1:%d
                snapshot.every-entries: 100
                peers:
                """.formatted(node, diskOf(node).resolve("data"), port(node, 2)));
        for (String peer : configured) {
            yaml.append("  %s: {region: r-%s, raft: \"127.0.0.1:%d\", client: \"127.0.0.1:%d\"}%n"
                    .formatted(peer, peer, port(peer, 0), port(peer, 1)));
        }
        return ConfigLoader.load(Files.writeString(directory.resolve(node + ".yaml"), yaml), Map.of(), List.of());
    }

    ArbiterGrpc.ArbiterBlockingStub at(String node) {
        return ArbiterGrpc.newBlockingStub(channels.get(node))
                .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    List<String> running() {
        return new ArrayList<>(new java.util.TreeSet<>(servers.keySet()));
    }

    String leader() {
        return await().atMost(PATIENCE)
                .until(
                        () -> running().stream()
                                .map(node -> status(node).getLeader())
                                .filter(name -> !name.isEmpty() && servers.containsKey(name))
                                .filter(name -> status(name).getLeader().equals(name))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private StatusResponse status(String node) {
        return at(node).status(StatusRequest.newBuilder().setLocal(true).build());
    }

    String follower() {
        String leader = leader();
        return running().stream()
                .filter(node -> !node.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    /** One step, at a node that need not lead. */
    ChangeMembersResponse step(MemberChange change, String node, String asked) {
        return at(asked)
                .changeMembers(ChangeMembersRequest.newBuilder()
                        .setNode(node)
                        .setChange(change)
                        .setActor("a test")
                        .setComment("shows how it is done")
                        .build());
    }

    /** As the command does it. */
    void change(MemberChange change, String node) {
        await().atMost(PATIENCE).ignoreExceptionsMatching(ServerCluster::passes).until(() -> {
            String asked = running().get(0);
            return step(change, node, asked).getStep() == Step.STEP_DONE;
        });
    }

    private static boolean passes(Throwable failure) {
        return failure instanceof StatusRuntimeException refused
                && switch (refused.getStatus().getCode()) {
                    case UNAVAILABLE, ABORTED, DEADLINE_EXCEEDED -> true;
                    default -> refused.getMessage().contains("does not wait to be admitted");
                };
    }

    Map<String, MemberInfo> members() {
        Map<String, MemberInfo> members = new TreeMap<>();
        at(leader())
                .getMembers(GetMembersRequest.getDefaultInstance())
                .getMembersList()
                .forEach(member -> members.put(member.getNode(), member));
        return members;
    }

    void assertHealthy() {
        exits.forEach((node, exit) -> assertThat(exit.codes).as(node).isEmpty());
    }

    @Override
    public void close() {
        servers.values().parallelStream().forEach(ArbiterServer::close);
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
