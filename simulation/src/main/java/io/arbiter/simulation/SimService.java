package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One node's front: proposes if it believes that it leads, else forwards, one hop. An acquire that has to wait stays
 * unanswered until it is granted. An empty answer means: not done here, try another node.
 */
final class SimService {
    private final World world;
    private final SimReplica replica;
    private final Map<String, Consumer<Optional<Outcome>>> waits = new TreeMap<>();

    SimService(World world, SimReplica replica) {
        this.world = world;
        this.replica = replica;
    }

    void handle(Command command, Consumer<Optional<Outcome>> reply) {
        if (replica.leads()) {
            propose(command, reply);
            return;
        }
        SimReplica leader = replica.otherLeader().orElse(null);
        if (leader == null || leader == replica) {
            reply.accept(Optional.empty());
            return;
        }
        world.network.send(replica.host(), leader.host(), () -> leader.service().handleForwarded(command,
                answer -> world.network.send(leader.host(), replica.host(), () -> reply.accept(answer))));
    }

    private void handleForwarded(Command command, Consumer<Optional<Outcome>> reply) {
        if (replica.leads()) {
            propose(command, reply);
        } else {
            reply.accept(Optional.empty());
        }
    }

    private void propose(Command command, Consumer<Optional<Outcome>> reply) {
        world.log.propose(replica, new Proposal(command, replica, outcome -> {
            if (outcome instanceof Outcome.WaitQueued && command instanceof Command.Acquire acquire) {
                waits.put(wait(acquire.session(), acquire.resource()), reply);
            } else {
                reply.accept(Optional.of(outcome));
            }
        }));
    }

    /** Answers the acquire that waited for this grant. */
    void granted(Event.Change change) {
        if (change instanceof Event.LeaseGranted grant) {
            var waiting = waits.remove(wait(grant.lease().session(), grant.lease().resource()));
            if (waiting != null) {
                waiting.accept(Optional.of(new Outcome.LeaseAcquired(grant.lease())));
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
