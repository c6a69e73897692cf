package io.arbiter.server.replica;

import static io.arbiter.server.replica.Samples.bytes;
import static io.arbiter.server.replica.Samples.open;
import static io.arbiter.server.replica.Samples.snapshot;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.OutcomeUnknownException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterFormerTest {
    private static final Member SELF = new Member("a", "us-east", "r:1", "c:1");

    private record Proposed(Command command, CompletableFuture<Object> outcome) {}

    private final Replica replica = new Replica(Limits.DEFAULT, () -> 0, Duration.ZERO);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<Proposed> proposed = new LinkedBlockingQueue<>();
    private final AtomicInteger drawn = new AtomicInteger();
    private volatile boolean drawingFails;

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private Command.FormCluster draw() {
        int number = drawn.incrementAndGet();
        if (drawingFails && number == 1) {
            throw new IllegalStateException("drawn from an impossible clock");
        }
        return form("id-" + number);
    }

    private void start() {
        new ClusterFormer(
                        replica,
                        command -> {
                            var proposal = new Proposed(command, new CompletableFuture<>());
                            proposed.add(proposal);
                            return proposal.outcome();
                        },
                        this::draw,
                        timer)
                .start();
    }

    @Test
    void aReadyLeaderFormsTheClusterAndOnlyThat() throws Exception {
        start();
        lead(1, false);
        lead(1, true);
        Proposed first = next();
        assertThat(first.command()).isEqualTo(form("id-1"));
        assertThat(replica.clusterId()).isEmpty();
        replica.apply(3, bytes(first.command()), null);
        first.outcome().complete("applied");
        assertThat(replica.clusterId()).contains("id-1");
        lead(1, false);
        lead(2, true);
        settle();
        assertThat(proposed).as("it is formed").isEmpty();
    }

    @Test
    void aProposalThatIsLostIsMadeAgain() throws Exception {
        start();
        lead(1, true);
        next().outcome().completeExceptionally(new OutcomeUnknownException("lost", null));
        assertThat(next().command()).isEqualTo(form("id-2"));
    }

    @Test
    void aProposalThatCannotBeDrawnIsDrawnAgain() throws Exception {
        drawingFails = true;
        start();
        lead(1, true);
        assertThat(next().command()).isEqualTo(form("id-2"));
    }

    @Test
    void aDeposedLeaderProposesNoMore() throws Exception {
        start();
        lead(1, true);
        Proposed first = next();
        lead(1, false);
        first.outcome().completeExceptionally(new OutcomeUnknownException("lost", null));
        settle();
        assertThat(proposed).isEmpty();
    }

    /** Two leaders in a row, both of whose proposals are committed. */
    @Test
    void theFirstIdentityStays() {
        replica.apply(3, bytes(form("id-1")), null);
        replica.apply(4, bytes(form("id-2")), null);
        assertThat(replica.clusterId()).contains("id-1");
    }

    @Test
    void aLogWithoutAnIdentityIsFormedByItsNextLeader() throws Exception {
        replica.apply(3, bytes(open("c")), null);
        start();
        lead(1, true);
        replica.apply(4, bytes(next().command()), null);
        assertThat(replica.clusterId()).contains("id-1");
        assertThat(replica.<Boolean>read(view -> view.state().session(1).isPresent()))
                .isTrue();
    }

    @Test
    void aSnapshotTellsIt() throws IOException {
        replica.apply(3, bytes(form("id-1")), null);
        var copy = new Replica(Limits.DEFAULT, () -> 0, Duration.ZERO);
        copy.restoreSnapshot(new ByteArrayInputStream(snapshot(replica)));
        assertThat(copy.clusterId()).contains("id-1");
        copy.reset();
        assertThat(copy.clusterId()).as("a node stays in its cluster").contains("id-1");
    }

    @Test
    void anotherClustersStateIsNotTakenOver() throws IOException {
        var other = new Replica(Limits.DEFAULT, () -> 0, Duration.ZERO);
        other.apply(3, bytes(form("id-2")), null);
        byte[] foreign = snapshot(other);
        replica.apply(3, bytes(form("id-1")), null);
        assertThatThrownBy(() -> replica.restoreSnapshot(new ByteArrayInputStream(foreign)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this node is in cluster id-1 and was given the state of cluster id-2");
    }

    private static Command.FormCluster form(String id) {
        return new Command.FormCluster(id, 0, 0);
    }

    private void lead(long term, boolean ready) {
        replica.leadershipChanged(new Leadership("a", Optional.of(SELF), ready, term));
    }

    private Proposed next() throws InterruptedException {
        Proposed next = proposed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("a proposal").isNotNull();
        return next;
    }

    /** Runs all tasks of the timer that are due by now, or within the pause before a retry. */
    private void settle() throws Exception {
        for (long pause : List.of(0L, 150L)) {
            timer.schedule(() -> {}, pause, TimeUnit.MILLISECONDS).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
