package io.arbiter.simulation.cluster;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Policies;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One node's service: proposes if it assumes that it leads, otherwise forwards, one hop. An acquire that has to wait
 * gets its reply when it is granted. An empty reply means: not executed, try another node.
 */
public final class SimService {
    private final SimCluster cluster;
    private final SimReplica replica;
    private final Map<String, Consumer<Optional<Outcome>>> waits = new TreeMap<>();

    SimService(SimCluster cluster, SimReplica replica) {
        this.cluster = cluster;
        this.replica = replica;
    }

    public void handle(Command command, Consumer<Optional<Outcome>> reply) {
        if (replica.leads()) {
            propose(command, reply);
            return;
        }
        SimReplica leader = replica.otherLeader().orElse(null);
        if (leader == null || leader == replica) {
            reply.accept(Optional.empty());
            return;
        }
        cluster.network()
                .send(
                        replica.host(),
                        leader.host(),
                        () -> leader.service()
                                .handleForwarded(
                                        command,
                                        outcome -> cluster.network()
                                                .send(leader.host(), replica.host(), () -> reply.accept(outcome))));
    }

    private void handleForwarded(Command command, Consumer<Optional<Outcome>> reply) {
        if (replica.leads()) {
            propose(command, reply);
        } else {
            reply.accept(Optional.empty());
        }
    }

    private void propose(Command command, Consumer<Optional<Outcome>> reply) {
        cluster.log().propose(replica, new SimProposal(command, replica, outcome -> {
            if (outcome instanceof Outcome.WaitQueued && command instanceof Command.Acquire acquire) {
                waits.put(wait(acquire.session(), acquire.resource()), reply);
            } else {
                reply.accept(Optional.of(outcome));
            }
        }));
    }

    /** Replies to the acquires that wait for a grant; one whose wait was cancelled hears of no later grant. */
    void applied(Command command, ApplyResult result) {
        if (command instanceof Command.CancelWait cancel
                && result.outcome() instanceof Outcome.WaitCancelled cancelled
                && cancelled.wasWaiting()) {
            waits.remove(wait(cancel.session(), cancel.resource()));
        }
        result.events().stream().map(Event::change).forEach(this::happened);
    }

    private void happened(Event.Change change) {
        if (change instanceof Event.LeaseGranted grant) {
            var waiting =
                    waits.remove(wait(grant.lease().session(), grant.lease().resource()));
            if (waiting != null) {
                waiting.accept(Optional.of(new Outcome.LeaseAcquired(grant.lease())));
            }
        } else if (change instanceof Event.WaitForbidden forbidden) {
            var waiting = waits.remove(wait(forbidden.session(), forbidden.name()));
            if (waiting != null) {
                waiting.accept(
                        Optional.of(new Refusal.OutsidePolicy(forbidden.name(), forbidden.violation(Policies.NONE))));
            }
        }
    }

    void forgetWaits() {
        waits.clear();
    }

    private static String wait(long session, String resource) {
        return session + " " + resource;
    }
}
