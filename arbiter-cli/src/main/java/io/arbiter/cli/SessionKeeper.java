package io.arbiter.cli;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.Holdings;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.RenewSessionResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One session, renewed by a thread of its own every third of its TTL.
 *
 * <p>Why not the client library: its holder checks the gate before each write and so may be overtaken the
 * moment the gate is closed. A CMD checks nothing, so a handover has to wait until it is dead, and only then
 * be carried out. The gate itself is the library's.
 *
 * <p>Thread-safe but for {@link #open} and {@link #start}, which come first.
 */
final class SessionKeeper implements AutoCloseable {
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(600);

    private final ClientClock clock = ClientClock.system();
    private final Cluster cluster;
    private final LeaseRequest request;
    private final Thread thread = new Thread(this::keep, "session-keeper");
    private volatile boolean stopped;
    private volatile Gate gate;
    private volatile long sessionId;
    private volatile Holdings holdings = Holdings.getDefaultInstance();
    private volatile CliException ended;
    private SendTime lastSent;

    SessionKeeper(LeaseRequest request) {
        this.request = request;
        Duration third = request.ttl().dividedBy(3);
        this.cluster = new Cluster(request.endpoints(),
                third.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : third);
        thread.setDaemon(true);
    }

    /** Opens the session and asks for the lease in the same commit. */
    void open(Cluster patient, String holder) {
        OpenSessionRequest open = OpenSessionRequest.newBuilder()
                .setClientId("arbiter-cli-" + UUID.randomUUID()).setIncarnation(UUID.randomUUID().toString())
                .setHolder(holder).setRegion(request.region()).setTtlMillis(request.ttl().toMillis())
                .addAcquires(FirstAcquire.newBuilder().setResource(request.resource())
                        .setWait(!request.patience().isZero()))
                .build();
        // A repeated OpenSession renews nothing: the safe time counts from the first that was sent.
        SendTime first = SendTime.now(clock);
        OpenSessionResponse opened = patient.repeatable(stub -> stub.openSession(open));
        sessionId = opened.getSessionId();
        gate = new Gate(clock, Duration.ofMillis(opened.getTtlMillis()), opened.getDriftBoundPpm());
        gate.renewed(first);
        lastSent = first;
        holdings = opened.getHoldings();
    }

    void start() {
        thread.start();
    }

    private void keep() {
        try {
            while (!stopped && ended == null) {
                long elapsed = TimeUnit.NANOSECONDS.toMillis(lastSent().elapsedNanos(clock));
                TimeUnit.MILLISECONDS.sleep(Math.max(0, request.ttl().toMillis() / 3 - elapsed));
                tryRenew();
            }
        } catch (InterruptedException e) {
            // close() wants this thread to end, and nothing else interrupts it.
            Thread.currentThread().interrupt();
        }
    }

    private void tryRenew() throws InterruptedException {
        try {
            renew();
        } catch (CliException e) {
            if (e.reason().equals(Reason.SESSION_ENDED.name()) || e.reason()
                    .equals(Reason.SESSION_UNKNOWN.name())) {
                ended = e;
                gate.close();
            } else {
                // No renewal: if that lasts, the gate closes by itself, and the supervisor sees it coming.
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Renews now; afterwards {@link #lease()} is at least as new as this call. */
    synchronized void renew() {
        SendTime[] sent = new SendTime[1];
        RenewSessionRequest renew = RenewSessionRequest.newBuilder().setSessionId(sessionId)
                .setKnownHoldingsVersion(holdings.getVersion()).build();
        RenewSessionResponse answer = cluster.repeatable(stub -> {
            sent[0] = SendTime.now(clock);
            return stub.renewSession(renew);
        });
        gate.renewed(sent[0]);
        lastSent = sent[0];
        if (answer.hasHoldings()) {
            holdings = answer.getHoldings();
        }
    }

    private synchronized SendTime lastSent() {
        return lastSent;
    }

    long sessionId() {
        return sessionId;
    }

    /** What the arbiter last said about the lease; empty if the session does not hold it. */
    Optional<LeaseInfo> lease() {
        return holdings.getLeasesList().stream()
                .filter(lease -> lease.getResource().equals(request.resource())).findFirst();
    }

    Duration safeFor() {
        gate.observe();
        return gate.safeFor();
    }

    /** Why the session ended, if the arbiter said so. */
    Optional<CliException> ended() {
        return Optional.ofNullable(ended);
    }

    /** Ends the session by our own will: what it holds is released, where it waits it leaves. */
    void closeSession(Cluster patient) {
        stop();
        CloseSessionRequest close = CloseSessionRequest.newBuilder().setSessionId(sessionId).build();
        patient.repeatable(stub -> stub.closeSession(close));
    }

    private void stop() {
        stopped = true;
        thread.interrupt();
    }

    /** Stops renewing; the session then lapses by itself, unless it was closed. */
    @Override
    public void close() {
        stop();
        cluster.close();
    }
}
