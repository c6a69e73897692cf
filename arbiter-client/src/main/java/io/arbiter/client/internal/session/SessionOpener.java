package io.arbiter.client.internal.session;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Opens sessions for the acquires that wait for one, and with them. Confined to the loop. */
final class SessionOpener {
    private final ClientContext context;
    private final Sessions sessions;
    private final Optional<StateDirectory> state;
    private final HealthProbe probe;
    private final String processId = UUID.randomUUID().toString();
    /** Acquires that wait for a session, in the order of their coming. */
    private final Map<String, AcquireCall> joiners = new LinkedHashMap<>();
    /** Kept while its outcome is unknown, so that the next try finds the same session. */
    private OpenSessionCall opening;

    private EventLoop.Timer look = EventLoop.Timer.NONE;
    private boolean busy;

    SessionOpener(ClientContext context, Sessions sessions, Optional<StateDirectory> state) {
        this.context = context;
        this.sessions = sessions;
        this.state = state;
        this.probe = new HealthProbe(context);
    }

    /** Whether an opening is under way. */
    boolean isBusy() {
        return busy;
    }

    /** Whether a session may be open that no answer reported. */
    boolean isInDoubt() {
        return opening != null && opening.isInDoubt();
    }

    /** Finds out what became of an opening in doubt, by repeating the request. */
    void resolve(long timeoutNanos) {
        busy = true;
        send(timeoutNanos);
    }

    /** Opens a session, in the next task of the loop: acquires that were started together go into one commit. */
    void join(AcquireCall call) {
        joiners.put(call.resource(), call);
        if (!busy) {
            busy = true;
            context.loop().execute(this::open);
            lookAtClocks();
        }
    }

    /** The gate will count from the opening's send: a suspend meanwhile must not hide in a step of the wall clock. */
    private void lookAtClocks() {
        context.time().nanos();
        look.cancel();
        if (busy) {
            look = context.loop()
                    .schedule(this::lookAtClocks, context.config().ttl().toNanos() / GateMonitor.LOOKS_PER_TTL);
        }
    }

    void ended(AcquireCall call) {
        joiners.remove(call.resource(), call);
    }

    /** A holder that does not work would be granted its lost leases again and again, by opening sessions. */
    private void open() {
        probe.run(wrong -> {
            if (wrong.isEmpty()) {
                sendOpening();
            } else {
                failed(AcquireFailures.unhealthy(wrong));
            }
        });
    }

    private void sendOpening() {
        try {
            opening = opening == null ? new OpenSessionCall(context, processId, state) : opening;
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        long timeoutNanos = joiners.values().stream()
                .mapToLong(AcquireCall::leftNanos)
                .max()
                .orElse(1);
        send(Math.min(timeoutNanos, context.requestNanos()));
    }

    private void send(long timeoutNanos) {
        context.continueInLoop(opening.send(joiners.values(), timeoutNanos), (reply, failure) -> {
            if (failure == null) {
                opened(reply.getOpenSession());
            } else {
                failed(failure);
            }
        });
    }

    private void failed(Throwable failure) {
        busy = false;
        boolean refused = !(failure instanceof CallFailedException failed) || failed.fate() == Fate.REFUSED;
        if (opening != null && failure instanceof CallFailedException failed) {
            opening.failed(failed);
        }
        boolean inDoubt = isInDoubt();
        // What this client refuses itself, for want of health, settles nothing that it asked for before.
        boolean unsettled = isForeign(failure) || !(failure instanceof CallFailedException);
        if (refused && !(inDoubt && unsettled)) {
            opening = null;
        }
        sessions.notOpened(failure, inDoubt);
        boolean again = !refused && !ExceptionMapper.isUnauthenticated(failure)
                || ExceptionMapper.isSessionOver(failure) && !isTakenOver(failure) && !isForeign(failure);
        drain().forEach(call -> call.openingFailed(failure, again));
    }

    /**
     * Another process has a higher generation: this client's state directory was copied, or is not the one it
     * locked.
     */
    private static boolean isTakenOver(Throwable failure) {
        return failure instanceof CallFailedException failed
                && failed.metadata().getOrDefault("end_reason", "").contains("TAKEN_OVER");
    }

    /** The cluster that this client stays with does not answer there. */
    private boolean isForeign(Throwable failure) {
        return context.config().stayWithCluster() && ExceptionMapper.isOtherCluster(failure);
    }

    private void opened(OpenSessionResponse answer) {
        OpenSessionCall done = opening;
        busy = false;
        opening = null;
        Session session = new Session(context, sessions, probe, answer);
        session.start(done.firstSend());
        if (!sessions.opened(session)) {
            // Acquires that came since the end was requested start again, in another session.
            drain().forEach(AcquireCall::start);
            return;
        }
        List<LeaseInfo> unwanted = answer.getHoldings().getLeasesList().stream()
                .filter(lease -> !joiners.containsKey(lease.getResource()))
                .toList();
        if (done.takesOver()) {
            session.inheritedLeases().keep(unwanted);
        } else {
            unwanted.forEach(session.pendingReleases()::release);
        }
        answer.getWaitingList().stream()
                .filter(resource -> !joiners.containsKey(resource))
                .forEach(resource -> session.leaveQueue(resource, 0));
        grant(session, answer.getHoldings().getLeasesList());
    }

    private void grant(Session session, List<LeaseInfo> leases) {
        Map<String, LeaseInfo> held = new HashMap<>();
        leases.forEach(lease -> held.put(lease.getResource(), lease));
        for (AcquireCall call : drain()) {
            LeaseInfo lease = held.get(call.resource());
            if (lease == null) {
                call.start();
            } else {
                call.granted(session, lease);
            }
        }
    }

    private List<AcquireCall> drain() {
        List<AcquireCall> drained = List.copyOf(joiners.values());
        joiners.clear();
        return drained;
    }
}
