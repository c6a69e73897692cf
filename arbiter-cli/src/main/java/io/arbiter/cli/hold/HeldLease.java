package io.arbiter.cli.hold;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Deadline;
import io.arbiter.cli.cluster.Failure;
import io.arbiter.cli.cluster.Interrupted;
import io.arbiter.cli.cluster.TimeLimit;
import io.arbiter.cli.cluster.WireLease;
import io.arbiter.cli.run.process.SupervisedLease;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseState;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A lease that this process acquired, in a session of its own.
 *
 * <p>A CMD checks no gate, so a handover waits until CMD is dead: the library's drain is not over before
 * {@link #letGo} has transferred the lease. The drain waits for an hour at most, and the safe time ends a minute
 * before.
 */
public final class HeldLease implements SupervisedLease, AutoCloseable {
    /** A client that lost contact need not wait long to release: the lease lapses by itself. */
    public static final Duration LAST_WORD = Duration.ofSeconds(3);

    private static final Duration DRAIN = Duration.ofHours(1);
    private static final Duration DRAIN_MARGIN = Duration.ofMinutes(1);

    private final LeaseRequest request;
    private final Cluster cluster;
    private final Lease lease;
    private final boolean listed;
    private final CountDownLatch handedOver = new CountDownLatch(1);
    /** Null until a handover is requested. */
    private volatile Deadline draining;

    /** @param listed whether the arbiter listed it after its grant */
    HeldLease(LeaseRequest request, Cluster cluster, Lease lease, boolean listed) {
        this.request = request;
        this.cluster = cluster;
        this.lease = lease;
        this.listed = listed;
        lease.drainBeforeHandover(DRAIN, drained -> {
            draining = new Deadline(DRAIN.minus(DRAIN_MARGIN));
            handedOver.await();
        });
    }

    /**
     * Returns with the lease, renewed in the background, or throws and leaves nothing behind; if it cannot make sure of
     * that, the exception says so with {@link ExitCode#OUTCOME_UNKNOWN}.
     */
    public static HeldLease acquire(LeaseRequest request, Cluster cluster, String holder) {
        return new Acquisition(request, cluster, holder).granted();
    }

    /**
     * That it was granted, and is of no use: broken, requested by an operator, or nearly over, while its grant was on
     * its way.
     *
     * @param consequence what was not done; may be empty
     */
    public CliException lostAtOnce(String consequence, String why) {
        return CliException.builder(ExitCode.NOT_ACQUIRED, "LOST_AT_ONCE")
                .message(consequence + "the lease was granted, but " + why)
                .fact("resource", request.resource())
                .remedy("acquire it again; if the nodes are slow, with a longer --ttl")
                .build();
    }

    public LeaseInfo grant() {
        return WireLease.of(lease.grant());
    }

    /** For guards that believe signatures; empty if the cluster signs nothing. */
    public Optional<String> signedToken() {
        return lease.signedToken();
    }

    /** Renews unless at least that much of the safe time is left, or nearly all of it. */
    public void ensureOpenFor(Duration wanted) {
        Duration most = request.ttl().multipliedBy(3).dividedBy(4);
        try {
            lease.ensureOpenFor(wanted.compareTo(most) < 0 ? wanted : most);
        } catch (ArbiterException e) {
            throw Failure.of(e);
        }
    }

    @Override
    public Duration timeRemaining() {
        Deadline drain = draining;
        Duration left = lease.timeRemaining();
        return drain == null || drain.remaining().compareTo(left) > 0 ? left : drain.remaining();
    }

    @Override
    public String shortage() {
        return lease.shortfall();
    }

    @Override
    public Optional<Ending> ending() {
        if (lease.state() == LeaseState.LOST) {
            return Optional.of(new Ending(Kind.GONE, lease.shortfall()));
        }
        if (!listed) {
            return Optional.of(new Ending(Kind.GONE, "the arbiter no longer lists it: it was broken"));
        }
        OptionalLong to = lease.handoverTo();
        return to.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Ending(Kind.HANDOVER, "an operator asked to hand it over to session " + to.getAsLong()));
    }

    /**
     * Says that the storage is ready, if a promotion granted the lease, without waiting for the answer.
     *
     * @param notes hears that a promotion is completed, or why it is not
     */
    public void confirmPromotion(Consumer<String> notes) {
        lease.confirmPromotionAsync().whenComplete((found, failure) -> {
            if (failure != null) {
                notes.accept("a promotion that granted the lease could not be completed (" + failure.getMessage()
                        + "); the lease is held all the same");
            } else {
                found.ifPresent(promotion -> notes.accept("promotion " + promotion.id() + " is " + promotion.state()));
            }
        });
    }

    /** Only after everything that writes under this lease is dead. */
    public void letGo() {
        Duration limit = TimeLimit.usable(cluster.timeout().compareTo(LAST_WORD) < 0 ? cluster.timeout() : LAST_WORD);
        try {
            OptionalLong to = lease.handoverTo();
            if (to.isPresent() && lease.state() != LeaseState.LOST) {
                transfer(to.getAsLong(), limit);
            }
        } finally {
            handedOver.countDown();
            closeSession(limit);
        }
    }

    /** A receiver that no longer waits gets nothing: closing the session then releases to the next waiter. */
    private void transfer(long to, Duration limit) {
        try {
            Answer.of(lease.transferToAsync(to), limit);
        } catch (CliException e) {
            if (!e.reason().equals(ErrorReason.HANDOVER_TARGET_NOT_WAITING.name())) {
                throw e;
            }
        } catch (TimeoutException e) {
            throw CliException.builder(ExitCode.OUTCOME_UNKNOWN, ErrorReason.OUTCOME_UNKNOWN.name())
                    .message("the handover to session " + to + " was not answered in time")
                    .cause(e)
                    .build();
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }

    private void closeSession(Duration limit) {
        try {
            cluster.client().closeSession(limit);
        } catch (ArbiterException e) {
            throw Failure.of(e);
        }
    }

    /** Stops renewing; the session then lapses by itself, unless it was closed. */
    @Override
    public void close() {
        cluster.close();
        handedOver.countDown();
    }
}
