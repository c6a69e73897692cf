package io.arbiter.server.service.grpc;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.machine.State;
import io.arbiter.server.batch.Clocks;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.read.PauseReads;
import io.arbiter.server.replica.Replica;
import io.arbiter.v1.NodeRole;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Collects the status of this node, and those that its peers report. */
public final class StatusReports {
    private final ReplicatedLog log;
    private final Replica replica;
    private final ClientPortOptions options;
    private final Clocks timing;
    private final Function<Member, CompletableFuture<NodeStatus>> askPeer;
    private final long started;

    StatusReports(
            ReplicatedLog log,
            Replica replica,
            ClientPortOptions options,
            Clocks timing,
            Function<Member, CompletableFuture<NodeStatus>> askPeer) {
        this.log = log;
        this.replica = replica;
        this.options = options;
        this.timing = timing;
        this.askPeer = askPeer;
        this.started = timing.clock().nanos();
    }

    CompletableFuture<StatusResponse> report(StatusRequest request, Principal caller) {
        Leadership leadership = log.leadership();
        List<CompletableFuture<NodeStatus>> nodes = log.nodes().stream()
                .filter(member -> isSelf(leadership, member) || !request.getLocal())
                .map(member -> isSelf(leadership, member)
                        ? CompletableFuture.completedFuture(self(member, leadership))
                        : askPeer.apply(member))
                .toList();
        return CompletableFuture.allOf(nodes.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> assemble(
                        leadership, nodes.stream().map(CompletableFuture::join).toList(), caller));
    }

    private static boolean isSelf(Leadership leadership, Member member) {
        return member.name().equals(leadership.self());
    }

    private StatusResponse assemble(Leadership leadership, List<NodeStatus> nodes, Principal caller) {
        String leader = leadership.leader().map(Member::name).orElse("");
        OptionalLong committed = nodes.stream()
                .filter(node -> node.getReachable() && node.getNode().equals(leader))
                .mapToLong(NodeStatus::getCommittedIndex)
                .findFirst();
        var report = StatusResponse.newBuilder()
                .setCluster(options.nameplate().cluster())
                .setAnsweredBy(leadership.self())
                .setLeader(leader)
                .setTerm(leadership.term());
        Set<String> members = log.members().stream().map(Member::name).collect(Collectors.toSet());
        nodes.forEach(node ->
                report.addNodes(withLag(node, committed).toBuilder().setNoMember(!members.contains(node.getNode()))));
        return replica.read(view -> addState(report, view.state(), caller));
    }

    private static StatusResponse addState(StatusResponse.Builder report, State state, Principal caller) {
        state.identity().ifPresent(identity -> report.setClusterId(identity.id()));
        return report.setLastToken(state.counters().lastToken())
                .setSessions(state.sessions().size())
                .setLeases(state.leaseCount())
                .setOldestRevision(state.history().compactedRevision() + 1)
                .addAllPauses(PauseReads.visible(state, state.rightsOf(caller)))
                .build();
    }

    private static NodeStatus withLag(NodeStatus node, OptionalLong committed) {
        return committed.isEmpty() || !node.getReachable()
                ? node
                : node.toBuilder()
                        .setLag(Math.max(0, committed.getAsLong() - node.getAppliedIndex()))
                        .build();
    }

    private NodeStatus self(Member self, Leadership leadership) {
        var status = NodeStatus.newBuilder()
                .setNode(self.name())
                .setRegion(self.region())
                .setClientAddress(self.clientAddress())
                .setRaftAddress(self.raftAddress())
                .setRole(role(leadership, log))
                .setReachable(true)
                .setTerm(leadership.term())
                .setAppliedIndex(log.appliedIndex())
                .setCommittedIndex(log.committedIndex())
                .setSnapshotIndex(log.snapshotIndex())
                .setVersion(options.nameplate().version())
                .setUptimeMillis((timing.clock().nanos() - started) / 1_000_000)
                .setProblem(problem(leadership, replica.clusterId()))
                .setPlaintext(options.tls().isEmpty());
        options.tls()
                .ifPresent(tls ->
                        status.setCertificateNotAfterMillis(tls.notAfter().toEpochMilli()));
        return status.build();
    }

    private static NodeRole role(Leadership leadership, ReplicatedLog log) {
        if (!log.votes()) {
            return NodeRole.NODE_ROLE_LEARNER;
        }
        if (leadership.isLeader()) {
            return NodeRole.NODE_ROLE_LEADER;
        }
        return leadership.leader().isPresent() ? NodeRole.NODE_ROLE_FOLLOWER : NodeRole.NODE_ROLE_CANDIDATE;
    }

    /** The reason that a node cannot serve now; empty if it can. */
    public static String problem(Leadership leadership, Optional<String> clusterId) {
        if (leadership.leader().isEmpty()) {
            return "no leader is known: an election is under way, or a majority of the nodes cannot be reached";
        }
        if (leadership.isLeader() && !leadership.ready()) {
            return "elected a moment ago, and not yet caught up with the log";
        }
        return clusterId.isEmpty() ? "the cluster forms, or this node has not heard yet that it has" : "";
    }
}
