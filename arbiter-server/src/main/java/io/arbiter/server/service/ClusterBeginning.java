package io.arbiter.server.service;

import io.arbiter.core.command.Command;
import io.arbiter.core.restore.RestoreRule;
import io.arbiter.server.config.TokenFloor;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.ReplicaListener;
import java.time.Instant;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a cluster: under an identity drawn at random, its session ids above those of any cluster before it, and
 * its tokens above the configured floor. The floor counts once: a leader of a cluster that started below it logs that.
 */
final class ClusterBeginning implements ReplicaListener {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterBeginning.class);

    private final Replica replica;
    private final TokenFloor floor;
    private final LongSupplier wallMillis;

    ClusterBeginning(Replica replica, TokenFloor floor, LongSupplier wallMillis) {
        this.replica = replica;
        this.floor = floor;
        this.wallMillis = wallMillis;
    }

    Command.FormCluster draw() {
        Instant now = Instant.ofEpochMilli(wallMillis.getAsLong());
        return new Command.FormCluster(UUID.randomUUID().toString(), floor.at(now), RestoreRule.beginningAt(now));
    }

    /** Refusing the start instead would take a working cluster down for a key that it does not use. */
    @Override
    public void leadershipChanged(Leadership leadership) {
        if (leadership.ready() && replica.clusterId().isPresent()) {
            long last = replica.read(view -> view.state().counters().lastToken());
            if (!floor.isBelow(last)) {
                LOG.warn(
                        "bootstrap.above-token is {}, but this cluster was formed before, and its newest token is {}: "
                                + "the key counts at the first start alone. Storage that has seen larger tokens refuses this "
                                + "cluster's; see \"A cluster begun anew\" in docs/operations.md",
                        floor,
                        last);
            }
        }
    }
}
