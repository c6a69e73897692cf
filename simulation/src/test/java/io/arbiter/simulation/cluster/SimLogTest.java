package io.arbiter.simulation.cluster;

import static io.arbiter.simulation.time.Scheduler.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.simulation.check.Checks;
import io.arbiter.simulation.mutant.Mutant;
import io.arbiter.simulation.time.Env;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The modelled log keeps Raft's promises, and no more than these. */
class SimLogTest {
    private final Env env = new Env(1, Mutant.NONE, null);
    private final SimCluster cluster = new SimCluster(env);
    private final List<Outcome> replies = new ArrayList<>();

    @BeforeEach
    void aHealthyClusterWithoutClients() {
        env.heal();
        cluster.addObserver(new Checks(env, cluster, List.of()));
        cluster.boot();
        run();
    }

    @Test
    void proposalsOfTheLeaderAreAppliedEverywhereWithOneReply() {
        propose(leader());
        run();
        assertThat(replies).hasSize(1);
        assertThat(cluster.replicas())
                .allMatch(replica -> replica.image().equals(cluster.oracle().image()));
    }

    @Test
    void proposalsOfADeposedLeaderAreLost() {
        SimReplica deposed = leader();
        cutOff(deposed);
        run();
        assertThat(leader()).isNotSameAs(deposed);
        propose(deposed);
        run();
        assertThat(replies).isEmpty();
        assertThat(cluster.log().size()).isZero();
    }

    @Test
    void aStoppedLeaderAssumesThatItLeadsUntilItReceivesTheNewTerm() {
        SimReplica deposed = leader();
        deposed.host().stop(false);
        cluster.log().reconsider();
        run();
        assertThat(deposed.leads()).isTrue();
        deposed.host().resume();
        run();
        assertThat(deposed.leads()).isFalse();
    }

    @Test
    void nothingIsCommittedWithoutAMajority() {
        SimReplica leader = leader();
        cluster.replicas().stream().filter(replica -> replica != leader).forEach(SimReplica::crash);
        propose(leader);
        run();
        assertThat(cluster.log().size()).isZero();
    }

    @Test
    void aRestartedReplicaComesBackToTheSameState() {
        propose(leader());
        run();
        SimReplica other = cluster.replicas().stream()
                .filter(replica -> replica != leader())
                .findFirst()
                .orElseThrow();
        other.crash();
        propose(leader());
        run();
        cluster.start(other);
        run();
        assertThat(other.image()).isEqualTo(cluster.oracle().image());
    }

    private SimReplica leader() {
        return cluster.log().elections().leader();
    }

    private void cutOff(SimReplica replica) {
        List<Host> alone = List.of(replica.host());
        List<Host> others = cluster.hosts().all().stream()
                .filter(host -> host != replica.host())
                .toList();
        cluster.network().cut(alone, others);
        cluster.network().cut(others, alone);
        cluster.log().reconsider();
    }

    private void propose(SimReplica replica) {
        cluster.log().propose(replica, new SimProposal(new Command.RenewSession(1, 0), replica, replies::add));
    }

    private void run() {
        env.time().runUntil(env.time().now() + 5 * SECOND);
    }
}
