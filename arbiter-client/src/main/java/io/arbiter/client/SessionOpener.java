package io.arbiter.client;

import io.arbiter.client.transport.CallFailedException;
import io.arbiter.client.transport.Fate;
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
    private final Parts parts;
    private final Sessions sessions;
    private final Optional<StateDirectory> state;
    private final HealthProbe probe;
    private final String processId = UUID.randomUUID().toString();
    /** Acquires that wait for a session, in the order of their coming. */
    private final Map<String, AcquireCall> joiners = new LinkedHashMap<>();
    /** Kept while its fate is unknown, so that the next try finds the same session. */
    private Opening opening;
    private boolean busy;

    SessionOpener(Parts parts, Sessions sessions, Optional<StateDirectory> state) {
        this.parts = parts;
        this.sessions = sessions;
        this.state = state;
        this.probe = new HealthProbe(parts);
    }

    /** Whether an opening is under way. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Opens a session, in the next task of the loop: acquires that were begun together go into one commit.
     */
    void join(AcquireCall call) {
        joiners.put(call.resource(), call);
        if (!busy) {
            busy = true;
            parts.loop().execute(this::open);
        }
    }

    void ended(AcquireCall call) {
        joiners.remove(call.resource(), call);
    }

    private void open() {
        try {
            opening = opening == null ? new Opening(parts, processId, state) : opening;
        } catch (RuntimeException e) {
            failed(e);
            return;
        }
        long patience = joiners.values().stream().mapToLong(AcquireCall::leftNanos).max().orElse(1);
        parts.then(opening.send(joiners.values(), Math.min(patience, parts.requestNanos())),
                (reply, failure) -> {
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
        if (refused) {
            opening = null;
        }
        sessions.notOpened(failure);
        boolean again = !refused || Errors.isSessionOver(failure) && !isTakenOver(failure);
        drain().forEach(call -> call.openingFailed(failure, again));
    }

    /**
     * Another process has a higher generation: our state directory was copied, or is not the one we locked.
     */
    private static boolean isTakenOver(Throwable failure) {
        return failure instanceof CallFailedException failed
                && failed.facts().getOrDefault("end_reason", "").contains("TAKEN_OVER");
    }

    private void opened(OpenSessionResponse answer) {
        Opening done = opening;
        busy = false;
        opening = null;
        Session session = new Session(parts, sessions, probe, answer);
        session.start(done.firstSend());
        if (!sessions.opened(session)) {
            return;
        }
        List<LeaseInfo> unwanted = answer.getHoldings().getLeasesList().stream()
                .filter(lease -> !joiners.containsKey(lease.getResource())).toList();
        if (done.takesOver()) {
            session.inheritance().keep(unwanted);
        } else {
            unwanted.forEach(session.lettingGo()::release);
        }
        answer.getWaitingList().stream().filter(resource -> !joiners.containsKey(resource))
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
