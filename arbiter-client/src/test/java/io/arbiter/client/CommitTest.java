package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.fake.FakeNode;
import io.arbiter.v1.Call;
import io.arbiter.v1.CommitStepsRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several steps in one commit. */
class CommitTest {
    private static final byte[] VALUE = {1};
    private final ClientFixture fixture = new ClientFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<CommitStepsRequest> sent() {
        return fixture.cluster.nodes.stream()
                .flatMap(node -> node.calls.stream())
                .filter(Call::hasCommitSteps)
                .map(Call::getCommitSteps)
                .toList();
    }

    @Test
    void opensASessionAndWritesUnderATokenOfItsOwn() {
        CommittedSteps done = fixture.client.commit(
                List.of(Step.acquire("orders"), Step.putRecord("orders", VALUE), Step.release("orders")));
        assertThat(done.revision()).isEqualTo(9);
        assertThat(done.effects())
                .extracting(effect -> effect.getClass().getSimpleName())
                .containsExactly("Acquired", "Written", "Released");
        var acquired = (CommittedSteps.Acquired) done.effects().get(0);
        assertThat(acquired.token()).isEqualTo(1);
        assertThat(acquired.lease()).isEmpty();
        assertThat(fixture.cluster.state.leases).isEmpty();
    }

    @Test
    void whatIsNotReleasedComesAsAnOpenLease() {
        CommittedSteps done = fixture.client.commit(List.of(Step.acquire("orders"), Step.putRecord("orders", VALUE)));
        Lease lease = ((CommittedSteps.Acquired) done.effects().get(0)).lease().orElseThrow();
        assertThat(lease.isOpen()).isTrue();
        assertThat(lease.token()).isEqualTo(1);
        fixture.pass(Duration.ofSeconds(10));
        assertThat(lease.isOpen()).as("kept, as the holdings list it").isTrue();
        lease.release();
        assertThat(fixture.cluster.state.leases).isEmpty();
    }

    @Test
    void releasesOneLeaseAndAcquiresAnother() {
        Lease first = fixture.held("orders");
        CommittedSteps done = fixture.client.commit(List.of(Step.release(first), Step.acquire("stock")));
        assertThat(first.state()).isEqualTo(LeaseState.LOST);
        assertThat(((CommittedSteps.Acquired) done.effects().get(1))
                        .lease()
                        .orElseThrow()
                        .isOpen())
                .isTrue();
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("stock");
        assertThat(fixture.client.acquire("orders", Duration.ZERO).isOpen()).isTrue();
    }

    /** S3: nothing is sent before the gate is closed; S5: what is refused with others goes back by itself. */
    @Test
    void aLeaseGoesBackAlsoIfTheOthersAreRefused() {
        Lease first = fixture.held("orders");
        fixture.cluster.state.grant("stock", 55);
        fixture.cluster.node(1).delay = Call::hasCommitSteps;
        var commit = fixture.client.commitAsync(List.of(Step.release(first), Step.acquire("stock")));
        assertThat(first.isOpen()).isFalse();
        assertThat(commit).isNotDone();
        fixture.cluster.node(1).answerWaiting();
        assertThat(commit).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(LeaseHeldException.class);
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("stock");
    }

    @Test
    void aLostReplyIsFoundAgainUnderTheSameNumber() {
        fixture.held("other");
        fixture.cluster.node(1).loseReply = Call::hasCommitSteps;
        var commit = fixture.client.commitAsync(List.of(Step.acquire("orders")));
        fixture.pass(Duration.ofMillis(1_100));
        assertThat(commit).isCompleted();
        assertThat(sent()).hasSize(2).containsOnly(sent().get(0));
        assertThat(((CommittedSteps.Acquired) commit.join().effects().get(0)).token())
                .isEqualTo(2);
    }

    /** A list of holdings that came between grant and answer must not have the lease released. */
    @Test
    void aListOfHoldingsDoesNotTakeAwayWhatTheAnswerBrings() {
        fixture.held("other");
        FakeNode node = fixture.cluster.node(1);
        node.holdReply = Call::hasCommitSteps;
        var commit = fixture.client.commitAsync(List.of(Step.acquire("orders")));
        fixture.cluster.state.requestHandover("other", 1);
        fixture.pass(Duration.ofMillis(900));
        fixture.client.acquireAsync("third", Duration.ZERO);
        node.deliver();
        assertThat(commit).isCompleted();
        fixture.pass(Duration.ofSeconds(5));
        assertThat(fixture.cluster.state.leases).containsKey("orders");
    }

    @Test
    void whatMayHaveBeenAcquiredInDoubtIsReleased() {
        fixture.held("other");
        fixture.allNodes(node -> node.loseReply = Call::hasCommitSteps);
        var commit = fixture.client.commitAsync(List.of(Step.acquire("orders")));
        fixture.pass(Duration.ofSeconds(4));
        assertThat(commit)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IndeterminateException.class);
        fixture.pass(Duration.ofSeconds(3));
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("other");
    }

    @Test
    void aCancelledCommitReleasesWhatItAcquired() {
        fixture.held("other");
        fixture.cluster.node(1).holdReply = Call::hasCommitSteps;
        CompletableFuture<CommittedSteps> commit = fixture.client.commitAsync(List.of(Step.acquire("orders")));
        commit.cancel(true);
        fixture.cluster.node(1).deliver();
        fixture.pass(Duration.ofMillis(10));
        assertThat(fixture.cluster.state.leases).containsOnlyKeys("other");
    }

    @Test
    void aLostSessionIsOpenedAnew() {
        Lease lease = fixture.held("other");
        fixture.cluster.state.endSession(lease.sessionId());
        CommittedSteps done = fixture.client.commit(List.of(Step.acquire("orders"), Step.release("orders")));
        assertThat(done.effects()).hasSize(2);
        assertThat(lease.state()).isEqualTo(LeaseState.LOST);
    }

    @Test
    void noMoreAreInFlightThanTheArbiterRemembers() {
        fixture.held("other");
        fixture.allNodes(node -> node.holdReply = Call::hasCommitSteps);
        List<CompletableFuture<CommittedSteps>> commits = Stream.iterate(0, i -> i + 1)
                .limit(40)
                .map(i -> fixture.client.commitAsync(List.of(Step.acquire("r" + i), Step.release("r" + i))))
                .toList();
        assertThat(sent()).hasSize(32);
        fixture.allNodes(node -> node.holdReply = call -> false);
        fixture.cluster.node(1).deliver();
        assertThat(commits).allMatch(CompletableFuture::isDone);
        assertThat(sent())
                .extracting(CommitStepsRequest::getNumber)
                .doesNotHaveDuplicates()
                .hasSize(40);
    }

    @Test
    void mistakesAreToldBeforeAnythingIsSentAndBeforeAGateIsClosed() {
        Lease lease = fixture.held("orders");
        for (List<Step> bad : List.of(
                List.<Step>of(),
                Collections.nCopies(33, Step.acquire("r")),
                List.of(Step.release(lease), Step.release("stock")),
                List.of(Step.release(lease), Step.putRecord("stock", VALUE)),
                List.of(Step.release(lease), Step.acquire("")),
                List.of(Step.release(lease), Step.acquire("r"), Step.putRecord("r", new byte[65_537])))) {
            assertThatThrownBy(() -> fixture.client.commit(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(lease.isOpen()).isTrue();
        assertThat(sent()).isEmpty();
        lease.release();
        assertThatThrownBy(() -> fixture.client.commit(List.of(Step.release(lease))))
                .isInstanceOf(LeaseLostException.class);
    }
}
