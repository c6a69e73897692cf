package io.arbiter.server.members;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.rpc.ErrorInfo;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.testing.Requests;
import io.arbiter.testsupport.files.FileTree;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.MemberRole;
import io.arbiter.v1.NodeRole;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.StatusRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose disk is lost is replaced while the cluster serves; every way in which that may be interrupted. */
class ReplacedNodeTest {
    private static final MemberChange REPLACE = MemberChange.MEMBER_CHANGE_REPLACE;

    @TempDir
    private Path directory;

    private ServerCluster cluster;
    private long session;

    @BeforeEach
    void start() {
        cluster = new ServerCluster(directory);
        session = cluster.at("n1")
                .openSession(OpenSessionRequest.newBuilder()
                        .setClientId("holder")
                        .setIncarnation("i1")
                        .setHolder("a test")
                        .setRegion("r-n1")
                        .setTtlMillis(3_600_000)
                        .build())
                .getSessionId();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private long acquire(String resource) {
        return cluster.at(cluster.running().get(0))
                .acquire(Requests.acquire(resource, session))
                .getLease()
                .getToken();
    }

    private void acquire(int from, int to) {
        for (int i = from; i < to; i++) {
            acquire("r/" + i);
        }
    }

    /** Read on the node itself, and not from another. */
    private void awaitLease(String node, String resource, long token) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(() -> cluster.at(node)
                                .getLease(GetLeaseRequest.newBuilder()
                                        .setResource(resource)
                                        .setConsistency(Consistency.CONSISTENCY_STALE)
                                        .build())
                                .getLease()
                                .getToken()
                        == token);
    }

    private Path lose(String node) throws IOException {
        cluster.stop(node);
        return Files.move(cluster.diskOf(node), directory.resolve("lost-" + node));
    }

    private static ErrorInfo info(StatusRuntimeException refused) {
        try {
            return StatusProto.fromThrowable(refused).getDetails(0).unpack(ErrorInfo.class);
        } catch (com.google.protobuf.InvalidProtocolBufferException notOurs) {
            throw new AssertionError(notOurs);
        }
    }

    private void assertRefused(MemberChange change, String node, String reason) {
        assertThatThrownBy(() -> cluster.step(change, node, cluster.leader()))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(info(refused).getReason()).isEqualTo(reason));
    }

    private NodeStatus status(String asked, String node) {
        return cluster.at(asked).status(StatusRequest.getDefaultInstance()).getNodesList().stream()
                .filter(each -> each.getNode().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allGrantsAreThereAndTheNewDiskVotesAndLeads() throws Exception {
        acquire(0, 120);
        String lost = cluster.follower();
        lose(lost);
        long last = acquire("after the loss");
        cluster.start(lost);
        await().atMost(PATIENCE)
                .until(() -> status(cluster.leader(), lost).getProblem().contains("waits to be admitted"));
        assertThat(cluster.waits(lost)).isTrue();

        cluster.change(REPLACE, lost);
        cluster.awaitServing(lost);
        awaitLease(lost, "after the loss", last);
        awaitLease(lost, "r/0", 1);
        assertThat(cluster.members().get(lost).getDisk()).isNotEmpty();
        assertThat(status(lost, lost).getRole()).isEqualTo(NodeRole.NODE_ROLE_FOLLOWER);
        assertThat(cluster.step(REPLACE, lost, cluster.follower()).getStep())
                .as("a repeat changes nothing")
                .isEqualTo(Step.STEP_DONE);

        String third = cluster.running().stream()
                .filter(node -> !node.equals(lost) && !node.equals(cluster.leader()))
                .findFirst()
                .orElseThrow();
        cluster.stop(third);
        assertThat(acquire("with its vote")).isEqualTo(last + 1);
        String leader = cluster.leader();
        cluster.start(third);
        cluster.awaitServing(third);
        cluster.stop(leader);
        cluster.stop(third);
        cluster.start(leader);
        cluster.awaitServing(leader);
        assertThat(acquire("by two of three")).isEqualTo(last + 2);
        cluster.assertHealthy();
    }

    /** Nobody counts it, and it is told so: on its own machine, and on another. */
    @Test
    void theLostDiskThatComesBackIsRefusedByName() throws Exception {
        acquire(0, 5);
        String lost = cluster.follower();
        Path disk = lose(lost);
        cluster.start(lost);
        cluster.change(REPLACE, lost);
        cluster.awaitServing(lost);
        cluster.stop(lost);
        FileTree.delete(cluster.diskOf(lost));
        Files.move(disk, cluster.diskOf(lost));

        cluster.start(lost);
        assertThat(cluster.refusal(lost)).satisfies(refusal -> {
            assertThat(refusal.exitCode()).isEqualTo(ExitCode.MUST_NOT_VOTE);
            assertThat(refusal).hasMessageContaining("was taken out of the cluster, and " + lost + "~");
        });
        acquire("the others go on");
    }

    @Test
    void theLossOfTheLeaderInTheMiddleIsSurvived() throws Exception {
        acquire(0, 120);
        String lost = cluster.follower();
        lose(lost);
        cluster.start(lost);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .until(() -> cluster.step(REPLACE, lost, cluster.leader()).getStep() != Step.STEP_DONE);
        String leader = cluster.leader();
        cluster.stop(leader);
        cluster.start(leader);
        cluster.awaitServing(leader);

        cluster.change(REPLACE, lost);
        cluster.awaitServing(lost);
        awaitLease(lost, "r/119", 120);
        assertThat(cluster.members().values())
                .allSatisfy(member -> assertThat(member.getRole()).isEqualTo(MemberRole.MEMBER_ROLE_VOTER));
        cluster.assertHealthy();
    }

    @Test
    void isRefusedWithWhatIsMissing() throws Exception {
        acquire(0, 5);
        String leader = cluster.leader();
        String lost = cluster.follower();
        String other = cluster.running().stream()
                .filter(node -> !node.equals(leader) && !node.equals(lost))
                .findFirst()
                .orElseThrow();
        assertThat(cluster.step(REPLACE, lost, leader).getStep())
                .as("it runs with the disk that has the vote")
                .isEqualTo(Step.STEP_DONE);
        assertRefused(REPLACE, "n9", "MEMBER_UNKNOWN");
        assertRefused(MemberChange.MEMBER_CHANGE_UNSPECIFIED, lost, "INVALID_REQUEST");
        assertRefused(MemberChange.MEMBER_CHANGE_REMOVE, cluster.leader(), "MEMBER_LEADS");
        lose(lost);
        assertRefused(REPLACE, lost, "MEMBER_NOT_WAITING");
        cluster.start(lost);
        await().atMost(PATIENCE).until(() -> status(leader, lost).getProblem().contains("waits to be admitted"));
        assertRefused(MemberChange.MEMBER_CHANGE_ADD, lost, "MEMBER_EXISTS");
        cluster.change(MemberChange.MEMBER_CHANGE_REMOVE, lost);
        assertThat(status(leader, lost).getNoMember()).isTrue();
        acquire("two of two");

        cluster.stop(other);
        assertThatThrownBy(() -> cluster.step(REPLACE, lost, leader))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refused -> assertThat(info(refused).getReason()).isIn("NO_LEADER", "MEMBER_NO_QUORUM"));
        assertThat(cluster.waits(lost)).as("no vote without a majority").isTrue();
        cluster.start(other);
        cluster.awaitServing(other);
        cluster.change(REPLACE, lost);
        cluster.awaitServing(lost);
    }

    @Test
    void threeFiveThree() {
        acquire(0, 60);
        cluster.configure(ServerCluster.ALL);
        for (String node : List.of("n1", "n2", "n3")) {
            cluster.stop(node);
            cluster.start(node);
            cluster.awaitServing(node);
        }
        for (String node : List.of("n4", "n5")) {
            cluster.start(node);
            cluster.change(MemberChange.MEMBER_CHANGE_ADD, node);
            cluster.awaitServing(node);
        }
        assertThat(cluster.members().values())
                .hasSize(5)
                .allSatisfy(member -> assertThat(member.getRole()).isEqualTo(MemberRole.MEMBER_ROLE_VOTER));
        long token = acquire("five");
        awaitLease("n5", "five", token);
        for (String node : List.of("n4", "n5")) {
            await().atMost(PATIENCE).until(() -> {
                if (cluster.leader().equals(node)) {
                    cluster.stop(node);
                    cluster.start(node);
                    cluster.awaitServing(node);
                }
                return !cluster.leader().equals(node);
            });
            cluster.change(MemberChange.MEMBER_CHANGE_REMOVE, node);
        }
        assertThat(cluster.members().get("n5").getRole()).isEqualTo(MemberRole.MEMBER_ROLE_ABSENT);
        assertThat(acquire("three")).isEqualTo(token + 1);
    }
}
