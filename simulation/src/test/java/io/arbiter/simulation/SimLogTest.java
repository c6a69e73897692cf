package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The modelled log keeps Raft's promises, and no more than these. */
class SimLogTest {
    private final World world = new World(1, Mutant.NONE, null);
    private final List<Outcome> answers = new ArrayList<>();

    @BeforeEach
    void aHealthyClusterWithoutClients() {
        world.calmDown();
        world.replicas.forEach(SimReplica::boot);
        world.log.elections().begin();
        run();
    }

    @Test
    void whatTheLeaderProposesIsAppliedEverywhereAndAnsweredOnce() {
        propose(leader());
        run();
        assertThat(answers).hasSize(1);
        assertThat(world.replicas).allMatch(replica -> replica.image().equals(world.oracle.image()));
    }

    @Test
    void whatADeposedLeaderProposesIsLost() {
        SimReplica deposed = leader();
        cutOff(deposed);
        run();
        assertThat(leader()).isNotSameAs(deposed);
        propose(deposed);
        run();
        assertThat(answers).isEmpty();
        assertThat(world.log.size()).isZero();
    }

    @Test
    void aStoppedLeaderStillBelievesThatItLeadsUntilItIsTold() {
        SimReplica deposed = leader();
        deposed.host().stop(false);
        world.log.reconsider();
        run();
        assertThat(deposed.leads()).isTrue();
        deposed.host().resume();
        run();
        assertThat(deposed.leads()).isFalse();
    }

    @Test
    void nothingIsCommittedWithoutAMajority() {
        SimReplica leader = leader();
        world.replicas.stream().filter(replica -> replica != leader).forEach(SimReplica::crash);
        propose(leader);
        run();
        assertThat(world.log.size()).isZero();
    }

    @Test
    void aRestartedReplicaComesBackToTheSameState() {
        propose(leader());
        run();
        SimReplica other = world.replicas.stream().filter(replica -> replica != leader()).findFirst().orElseThrow();
        other.crash();
        propose(leader());
        run();
        world.nemesis.start(other);
        run();
        assertThat(other.image()).isEqualTo(world.oracle.image());
    }

    private SimReplica leader() {
        return world.log.elections().leader();
    }

    private void cutOff(SimReplica replica) {
        List<Host> alone = List.of(replica.host());
        List<Host> others = world.hosts.all().stream().filter(host -> host != replica.host()).toList();
        world.network.cut(alone, others);
        world.network.cut(others, alone);
        world.log.reconsider();
    }

    private void propose(SimReplica replica) {
        world.log.propose(replica, new Proposal(new Command.RenewSession(1, 0), replica, answers::add));
    }

    private void run() {
        world.time.runUntil(world.time.now() + 5 * SECOND);
    }
}
