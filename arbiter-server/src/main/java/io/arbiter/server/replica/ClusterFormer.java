package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import io.arbiter.server.consensus.Leadership;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the cluster its identity: a ready leader whose state has none proposes one, until it is applied or this node
 * leads no more. That is a new cluster's first command, and the next one of a log that a release without identities
 * wrote. Thread-safe.
 */
public final class ClusterFormer implements ReplicaListener {
    private static final long RETRY_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFormer.class);

    private final Replica replica;
    private final Proposer sink;
    private final Supplier<Command.FormCluster> proposal;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile boolean leads;
    private volatile String lastFailure = "";

    /** @param proposal draws a new identity each time */
    public ClusterFormer(
            Replica replica, Proposer sink, Supplier<Command.FormCluster> proposal, ScheduledExecutorService timer) {
        this.replica = replica;
        this.sink = sink;
        this.proposal = proposal;
        this.timer = timer;
    }

    /** Runs until the timer is shut down. */
    public void start() {
        replica.addListener(this);
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        leads = leadership.ready();
        formSoon(0);
    }

    private void formSoon(long millis) {
        if (leads && replica.clusterId().isEmpty()) {
            try {
                timer.schedule(this::form, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("no more forming", closing);
            }
        }
    }

    private void form() {
        if (leads && replica.clusterId().isEmpty() && underWay.compareAndSet(false, true)) {
            try {
                Command.FormCluster command = proposal.get();
                sink.propose(command).whenComplete((outcome, failure) -> proposed(command, failure));
            } catch (RuntimeException failure) {
                // Nobody sees what a task of the timer throws, and the cluster would never form.
                proposed(null, failure);
            }
        }
    }

    private void proposed(Command.FormCluster command, Throwable failure) {
        underWay.set(false);
        if (failure == null) {
            LOG.info(
                    "the cluster is formed: id {}, tokens begin above {}",
                    replica.clusterId().orElse("unknown"),
                    command.tokensAbove());
        } else if (!failure.toString().equals(lastFailure)) {
            lastFailure = failure.toString();
            LOG.warn("the cluster is not formed yet, and nothing is granted before; it is tried again", failure);
        }
        formSoon(RETRY_MILLIS);
    }
}
