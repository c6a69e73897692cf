package io.arbiter.client.internal.session;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.SessionEvent;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.gate.SendTime;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.v1.RenewSessionResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews one session every TTL/3, each time after the holder's health check, until the session ends. It goes
 * on after the gate has closed: until the arbiter reports that the session is over, contact may be regained.
 * Confined to the loop.
 */
final class SessionRenewer implements RenewalRound.Outcome {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRenewer.class);

    private final ClientContext context;
    private final Session session;
    private final HealthProbe probe;
    private final List<CompletableFuture<Void>> waiters = new ArrayList<>();
    private EventLoop.Timer next = EventLoop.Timer.NONE;
    private RenewalRound round;
    private boolean busy;
    private boolean stopped;
    private String ailment = "";

    SessionRenewer(ClientContext context, Session session, HealthProbe probe) {
        this.context = context;
        this.session = session;
        this.probe = probe;
    }

    /** Renews at TTL/3 after that send. */
    void startAfter(SendTime sentAt) {
        next = context.loop().schedule(this::begin, session.ttlNanos() / 3 - sentAt.elapsedNanos(context.clock()));
    }

    /** Completes with the next acknowledged renewal; fails if there is none in time, or the session ends. */
    CompletableFuture<Void> renewNow(long timeoutNanos) {
        CompletableFuture<Void> renewed = new CompletableFuture<>();
        if (stopped) {
            renewed.completeExceptionally(failure("the session has ended"));
            return renewed;
        }
        waiters.add(renewed);
        EventLoop.Timer timeout = context.loop()
                .schedule(
                        () -> renewed.completeExceptionally(failure("no renewal was acknowledged in time")),
                        timeoutNanos);
        renewed.whenComplete((done, cause) -> {
            timeout.cancel();
            waiters.remove(renewed);
        });
        begin();
        return renewed;
    }

    /** What the last health check found wrong; empty if nothing. */
    String ailment() {
        return ailment;
    }

    /** Renews now, unless a renewal is under way. */
    void begin() {
        if (busy || stopped) {
            return;
        }
        busy = true;
        next.cancel();
        probe.run(this::probed);
    }

    void stop() {
        stopped = true;
        next.cancel();
        if (round != null) {
            round.stop();
        }
        failWaiters("the session has ended");
    }

    private void probed(String wrong) {
        if (stopped) {
            return;
        }
        if (!wrong.isEmpty()) {
            sick(wrong);
            return;
        }
        if (!ailment.isEmpty()) {
            ailment = "";
            session.tell(SessionEvent.Kind.HEALTHY, "the health check passes again; renewing");
        }
        round = new RenewalRound(context, session, this);
        round.start();
    }

    private void sick(String wrong) {
        busy = false;
        next = context.loop().schedule(this::begin, session.ttlNanos() / 6);
        failWaiters(wrong);
        boolean news = ailment.isEmpty();
        ailment = wrong;
        if (news) {
            LOG.warn("session {} is not renewed: {}", session.id(), wrong);
            session.tell(SessionEvent.Kind.UNHEALTHY, wrong);
        }
    }

    @Override
    public void acknowledged(SendTime sentAt, long asOf, RenewSessionResponse answer) {
        busy = false;
        startAfter(sentAt);
        session.renewed(sentAt, asOf, answer);
        List.copyOf(waiters).forEach(waiter -> waiter.complete(null));
    }

    @Override
    public void refused(CallFailedException failure) {
        busy = false;
        if (ExceptionMapper.isSessionOver(failure)) {
            session.over(failure.getMessage());
            return;
        }
        LOG.warn("renewal of session {} was refused: {}", session.id(), failure.getMessage());
        next = context.loop().schedule(this::begin, session.ttlNanos() / 6);
    }

    @Override
    public void missed() {
        LOG.warn(
                "session {} was not renewed within a third of its TTL; {} of safe time left; {}",
                session.id(),
                session.gate().timeRemaining(),
                context.router().standing());
        busy = false;
        begin();
    }

    private void failWaiters(String why) {
        List.copyOf(waiters).forEach(waiter -> waiter.completeExceptionally(failure(why)));
    }

    private static UnavailableException failure(String why) {
        return new UnavailableException("not renewed: " + why, ArbiterException.LOCAL, Map.of(), null);
    }
}
