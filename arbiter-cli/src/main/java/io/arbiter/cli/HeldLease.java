package io.arbiter.cli;

import io.arbiter.cli.run.Hold;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.TransferRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A lease that this process acquired, in a session of its own. */
final class HeldLease implements Hold, AutoCloseable {
    /** Who lost contact need not wait long to say so: the lease lapses by itself. */
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final LeaseRequest request;
    private final Cluster cluster;
    private final SessionKeeper keeper;
    private LeaseInfo grant;

    private HeldLease(LeaseRequest request, Cluster cluster) {
        this.request = request;
        this.cluster = cluster;
        this.keeper = new SessionKeeper(request);
    }

    /** Returns with the lease, renewed in the background, or throws and leaves nothing behind. */
    static HeldLease acquire(LeaseRequest request, Cluster cluster, String holder) {
        HeldLease held = new HeldLease(request, cluster);
        try {
            held.keeper.open(cluster, holder);
            held.keeper.start();
            held.grant = held.granted();
            return held;
        } catch (CliException e) {
            held.abandon(e);
            throw e;
        }
    }

    private LeaseInfo granted() {
        if (keeper.lease().isPresent()) {
            return keeper.lease().get();
        }
        AcquireRequest acquire = AcquireRequest.newBuilder().setResource(request.resource())
                .setSessionId(keeper.sessionId()).setWait(!request.patience().isZero())
                .setAttempt(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)).build();
        LeaseInfo lease = request.patience().isZero()
                ? cluster.repeatable(stub -> stub.acquire(acquire)).getLease() : queue(acquire);
        // What the keeper knew before the grant lists no lease: from here on it must.
        keeper.renew();
        return lease;
    }

    private LeaseInfo queue(AcquireRequest acquire) {
        try (Cluster patient = new Cluster(request.endpoints(), request.patience())) {
            return patient.waiting(stub -> stub.acquire(acquire)).getLease();
        } catch (CliException e) {
            throw e.code() == ExitCode.TIMED_OUT ? notInTime(e) : e;
        }
    }

    private CliException notInTime(CliException e) {
        CliException.Builder error = CliException.builder(ExitCode.TIMED_OUT, "NOT_GRANTED_IN_TIME")
                .message(request.resource() + " was not granted within " + Spans.format(request.patience()))
                .endpoint(e.endpoint()).fact("resource", request.resource()).cause(e)
                .remedy("wait longer with --wait, or see what stands in the way: arbiter lease explain "
                        + Text.word(request.resource()));
        var now = new LeaseReader(cluster, request.resource()).read(Consistency.CONSISTENCY_STALE);
        if (now.hasLease()) {
            error.fact("holder", Words.holder(now.getLease())).fact("token", now.getLease().getToken());
        }
        return error.build();
    }

    /** Leaves the queue, and releases a grant that crossed the failure. */
    private void abandon(CliException cause) {
        try {
            if (keeper.sessionId() != 0) {
                keeper.closeSession(cluster);
            }
        } catch (CliException e) {
            // Then the session lapses by itself; the first failure is the one to report.
            cause.addSuppressed(e);
        } finally {
            keeper.close();
        }
    }

    LeaseInfo grant() {
        return grant;
    }

    /** For a lease that is to outlive this process: a whole TTL from now on. */
    void renew() {
        keeper.renew();
    }

    @Override
    public Duration safeFor() {
        return keeper.safeFor();
    }

    @Override
    public Optional<Ending> ending() {
        if (keeper.ended().isPresent()) {
            return Optional.of(new Ending(Kind.GONE, "the session ended: " + keeper.ended().get()
                    .getMessage()));
        }
        Optional<LeaseInfo> known = keeper.lease().filter(lease -> lease.getToken() == grant.getToken());
        if (known.isEmpty()) {
            return Optional.of(new Ending(Kind.GONE,
                    "the arbiter no longer lists it for this session (broken, or moved)"));
        }
        long to = known.get().getHandoverToSessionId();
        return to == 0 ? Optional.empty() : Optional.of(new Ending(Kind.HANDOVER,
                "an operator asked to hand it over to session " + to));
    }

    /** Only after everything that writes under this lease is dead. */
    void letGo() {
        Optional<LeaseInfo> known = keeper.lease().filter(lease -> lease.getHandoverToSessionId() != 0);
        Duration patience = cluster.timeout().compareTo(LAST_WORD) < 0 ? cluster.timeout() : LAST_WORD;
        try (Cluster brief = new Cluster(request.endpoints(), patience)) {
            try {
                known.ifPresent(lease -> transfer(lease, brief));
            } finally {
                if (keeper.ended().isEmpty()) {
                    keeper.closeSession(brief);
                }
            }
        }
    }

    /** A receiver that no longer waits gets nothing: closing the session then releases to whoever does. */
    private static void transfer(LeaseInfo lease, Cluster cluster) {
        TransferRequest transfer = TransferRequest.newBuilder().setResource(lease.getResource())
                .setSessionId(lease.getSessionId()).setToken(lease.getToken())
                .setToSessionId(lease.getHandoverToSessionId()).build();
        try {
            cluster.once(stub -> stub.transfer(transfer));
        } catch (CliException e) {
            if (!e.reason().equals(Reason.HANDOVER_TARGET_NOT_WAITING.name())) {
                throw e;
            }
        }
    }

    @Override
    public void close() {
        keeper.close();
    }
}
