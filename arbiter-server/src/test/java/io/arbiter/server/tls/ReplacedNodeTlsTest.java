package io.arbiter.server.tls;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.GetMembersRequest;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.MemberRole;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate names a node, and a voter is a node with a disk: the new disk shows the certificate of its node. */
class ReplacedNodeTlsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private Path directory;

    @Test
    void theNewDiskSpeaksWithTheCertificateOfItsNode() throws Exception {
        try (var cluster = new TlsCluster(directory, AUTHORITY)) {
            ManagedChannel channel = Intruder.showing(AUTHORITY.issue("spiffe://arbiter/operator/ann"))
                    .channel(cluster.client("n1"));
            try {
                var operator =
                        ArbiterGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                String lost = operator.getMembers(GetMembersRequest.getDefaultInstance()).getMembersList().stream()
                        .filter(member ->
                                !member.getLeads() && !member.getNode().equals("n1"))
                        .map(MemberInfo::getNode)
                        .findFirst()
                        .orElseThrow();
                CompletableFuture<Void> serves = cluster.wipe(lost);
                var request = ChangeMembersRequest.newBuilder()
                        .setNode(lost)
                        .setChange(MemberChange.MEMBER_CHANGE_REPLACE)
                        .setActor("ann")
                        .setComment("its disk is lost")
                        .build();
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                        .until(() -> operator.changeMembers(request).getStep() == Step.STEP_DONE);
                serves.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
                assertThat(operator.getMembers(GetMembersRequest.getDefaultInstance())
                                .getMembersList())
                        .hasSize(3)
                        .allSatisfy(member -> assertThat(member.getRole()).isEqualTo(MemberRole.MEMBER_ROLE_VOTER))
                        .anySatisfy(member -> assertThat(member.getDisk()).isNotEmpty());
            } finally {
                channel.shutdownNow();
            }
        }
    }
}
