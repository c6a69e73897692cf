package io.arbiter.simulation;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import java.util.HashSet;
import java.util.Set;

/**
 * S3 at true time: while a running process finds its gate open, no other session holds the lease in the committed log.
 * A gate can only become wrong at the commit of another's grant, or wrongly open after something that its process did,
 * so looking at these instants is enough. Leases that an operator broke are the stated exception.
 */
final class GateCheck {
    private final World world;
    private final Set<Long> broken = new HashSet<>();

    GateCheck(World world) {
        this.world = world;
    }

    void granted(Lease lease) {
        for (SimClient client : world.clients) {
            if (client.host().isRunning() && client.session() != null) {
                client.session().tenure(lease.resource()).ifPresent(tenure -> check(tenure, lease));
            }
        }
    }

    void ended(Event.LeaseEnded end) {
        if (end.reason() == EndReason.BROKEN) {
            broken.add(end.token());
        }
    }

    /** The process of this session did something. */
    void look(SimSession session) {
        for (Tenure tenure : session.tenures()) {
            world.oracle.state().resource(tenure.resource()).flatMap(resource -> resource.lease())
                    .ifPresent(lease -> check(tenure, lease));
        }
    }

    private void check(Tenure tenure, Lease truth) {
        boolean others = tenure.session().id() != truth.session();
        if (others && !broken.contains(tenure.token()) && tenure.isOpen()) {
            throw new Violation("S3", "%s finds its gate for %s open for another %,d ns under token %d, while session "
                    + "%d holds the lease under token %d", tenure.session(), tenure.resource(),
                    tenure.session().gate().leftNanos(), tenure.token(), truth.session(), truth.token());
        }
    }
}
