package io.arbiter.client;

import io.arbiter.client.transport.CallFailedException;
import io.arbiter.client.transport.Fate;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelWaitRequest;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's sessions, one at a time, and the acquires under way. Confined to the loop. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Parts parts;
    private final Optional<StateDirectory> state;
    private final HealthProbe probe;
    private final Feed<SessionEvent> news;
    private final String processId = UUID.randomUUID().toString();
    /** Acquires under way, by resource: one at a time for each. */
    private final Map<String, AcquireCall> acquires = new HashMap<>();
    /** Those of them that wait for a session, in the order of their coming. */
    private final Map<String, AcquireCall> joiners = new LinkedHashMap<>();
    private Session current;
    private Opening opening;
    private boolean openingSent;
    private CompletableFuture<Void> closing;

    Sessions(Parts parts, Optional<StateDirectory> state) {
        this.parts = parts;
        this.state = state;
        this.probe = new HealthProbe(parts);
        this.news = new Feed<>(parts.callbacks(), parts.config().sessionListener()::happened,
                (earlier, later) -> later);
    }

    /** Begins an acquire. @param waitNanos zero does not queue */
    CompletableFuture<Lease> acquire(String resource, long waitNanos) {
        if (closing != null) {
            return CompletableFuture.failedFuture(new IllegalStateException("the client is closed: build another"));
        }
        if (acquires.containsKey(resource)) {
            return CompletableFuture.failedFuture(new LeaseHeldException("an acquire of '" + resource + "' is under way "
                    + "in this client: share its result", ArbiterException.LOCAL, Map.of("resource", resource), null));
        }
        AcquireCall call = new AcquireCall(parts, this, resource, waitNanos);
        acquires.put(resource, call);
        call.start();
        return call.result();
    }

    /** The session that is open; null if none is. */
    Session current() {
        return current;
    }

    boolean isWanted(String resource) {
        return acquires.containsKey(resource);
    }

    void ended(AcquireCall call) {
        acquires.remove(call.resource(), call);
        joiners.remove(call.resource(), call);
    }

    void tell(SessionEvent event) {
        news.tell(event);
    }

    // ---- opening

    /** Opens a session, in the next task of the loop: acquires that were begun together go into one commit. */
    void join(AcquireCall call) {
        joiners.put(call.resource(), call);
        if (!openingSent) {
            openingSent = true;
            parts.loop().execute(this::open);
        }
    }

    private void open() {
        try {
            opening = opening == null ? new Opening(parts, processId, state) : opening;
        } catch (RuntimeException e) {
            openingFailed(e);
            return;
        }
        long patience = joiners.values().stream().mapToLong(AcquireCall::leftNanos).max().orElse(1);
        opening.send(joiners.values(), Math.min(patience, parts.requestNanos()))
                .whenComplete((reply, failure) -> {
                    openingSent = false;
                    if (failure == null) {
                        opened(reply.getOpenSession());
                    } else {
                        openingFailed(failure);
                    }
                });
    }

    private void openingFailed(Throwable failure) {
        openingSent = false;
        boolean expiredMeanwhile = Errors.isSessionOver(failure);
        boolean takenOver = failure instanceof CallFailedException failed
                && failed.facts().getOrDefault("end_reason", "").contains("TAKEN_OVER");
        boolean refused = !(failure instanceof CallFailedException failed) || failed.fate() == Fate.REFUSED;
        if (refused) {
            opening = null;
        }
        LOG.warn("no session could be opened: {}", failure.getMessage());
        boolean again = expiredMeanwhile && !takenOver || !refused;
        drainJoiners().forEach(call -> call.openingFailed(failure, again));
        if (closing != null) {
            closing.complete(null);
        }
    }

    private void opened(OpenSessionResponse answer) {
        Session session = new Session(parts, this, probe, answer);
        Opening done = opening;
        opening = null;
        current = session;
        LOG.info("session {} is open", session.id());
        session.start(done.firstSend());
        session.tell(SessionEvent.Kind.OPENED, "session " + session.id() + " is open");
        if (closing != null) {
            closeSession();
            return;
        }
        List<LeaseInfo> unwanted = new ArrayList<>(answer.getHoldings().getLeasesList());
        unwanted.removeIf(lease -> joiners.containsKey(lease.getResource()));
        if (done.takesOver()) {
            session.inheritance().keep(unwanted);
        } else {
            unwanted.forEach(session.lettingGo()::release);
        }
        answer.getWaitingList().stream().filter(name -> !joiners.containsKey(name))
                .forEach(name -> leaveQueue(session, name));
        grant(session, answer.getHoldings().getLeasesList());
    }

    private void grant(Session session, List<LeaseInfo> leases) {
        Map<String, LeaseInfo> held = new HashMap<>();
        leases.forEach(lease -> held.put(lease.getResource(), lease));
        for (AcquireCall call : drainJoiners()) {
            LeaseInfo lease = held.get(call.resource());
            if (lease == null) {
                call.start();
            } else {
                call.granted(session, lease);
            }
        }
    }

    private void leaveQueue(Session session, String resource) {
        Call cancel = Call.newBuilder().setCancelWait(CancelWaitRequest.newBuilder().setResource(resource)
                .setSessionId(session.id())).build();
        parts.call(cancel::toBuilder).whenComplete((reply, failure) -> session.relist());
    }

    private List<AcquireCall> drainJoiners() {
        List<AcquireCall> drained = List.copyOf(joiners.values());
        joiners.clear();
        return drained;
    }

    // ---- ending

    /** The arbiter says that the session is over: its leases are lost, and what still waits opens another. */
    void over(Session session, String detail) {
        if (session.isOver()) {
            return;
        }
        LOG.warn("session {} is over: {}; its {} leases are lost", session.id(), detail, session.leases().size());
        session.end("the session is over: " + detail,
                (lease, why) -> lease.lose(LeaseChange.Cause.SESSION_ENDED, why));
        session.tell(SessionEvent.Kind.LOST, detail);
        if (current == session) {
            current = null;
        }
        List.copyOf(acquires.values()).stream().filter(call -> call.isOf(session)).forEach(AcquireCall::start);
    }

    /** Releases everything; completes when the arbiter knows, or could not be told. */
    CompletableFuture<Void> close() {
        closing = new CompletableFuture<>();
        List.copyOf(acquires.values()).forEach(
                call -> call.fail(new IllegalStateException("the client was closed while the acquire was under way")));
        if (current != null) {
            closeSession();
        } else if (!openingSent) {
            closing.complete(null);
        }
        return closing;
    }

    private void closeSession() {
        Session session = current;
        current = null;
        session.end("its holder closed the client",
                (lease, why) -> lease.lose(LeaseChange.Cause.RELEASED, why));
        Call close = Call.newBuilder().setCloseSession(
                CloseSessionRequest.newBuilder().setSessionId(session.id())).build();
        parts.call(close::toBuilder).whenComplete((reply, failure) -> closed(session, reply, failure));
    }

    private void closed(Session session, Reply reply, Throwable failure) {
        if (reply == null && !Errors.isSessionOver(failure)) {
            LOG.warn("the arbiter could not be told that session {} is closed, it ends after its TTL: {}", session.id(),
                    failure.getMessage());
        } else {
            LOG.info("session {} is closed", session.id());
        }
        session.tell(SessionEvent.Kind.CLOSED, "the client was closed");
        closing.complete(null);
    }
}
