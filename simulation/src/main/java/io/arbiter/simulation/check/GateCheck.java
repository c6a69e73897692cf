package io.arbiter.simulation.check;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.client.SimLease;
import io.arbiter.simulation.client.SimSession;
import io.arbiter.simulation.cluster.SimCluster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * S3 at true time: while a running process finds its gate open, no other session holds the lease in the committed log.
 * A gate can only become wrong at the commit of another session's grant, or open wrongly when its process acts, so
 * checking at these instants is enough. Leases that an operator broke are the stated exception.
 */
final class GateCheck {
    private final SimCluster cluster;
    private final List<SimClient> clients;
    private final Set<Long> broken = new HashSet<>();

    GateCheck(SimCluster cluster, List<SimClient> clients) {
        this.cluster = cluster;
        this.clients = clients;
    }

    void granted(Lease lease) {
        for (SimClient client : clients) {
            if (client.host().isRunning() && client.session() != null) {
                client.session().lease(lease.resource()).ifPresent(own -> check(own, lease));
            }
        }
    }

    void ended(Event.LeaseEnded end) {
        if (end.reason() == EndReason.BROKEN) {
            broken.add(end.token());
        }
    }

    /** The process of this session did something. */
    void acted(SimSession session) {
        for (SimLease own : session.leases()) {
            cluster.oracle()
                    .state()
                    .resource(own.resource())
                    .flatMap(resource -> resource.lease())
                    .ifPresent(lease -> check(own, lease));
        }
    }

    private void check(SimLease own, Lease truth) {
        boolean others = own.session().id() != truth.session();
        if (others && !broken.contains(own.token()) && own.isOpen()) {
            throw new ViolationException(
                    "S3",
                    "%s finds its gate for %s open for another %,d ns under token %d, while session "
                            + "%d holds the lease under token %d",
                    own.session(),
                    own.resource(),
                    own.session().gate().leftNanos(),
                    own.token(),
                    truth.session(),
                    truth.token());
        }
    }
}
