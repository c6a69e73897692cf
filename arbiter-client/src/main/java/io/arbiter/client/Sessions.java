package io.arbiter.client;

import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's sessions, one at a time, and the acquires under way. Confined to the loop. */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Parts parts;
    private final SessionOpener opener;
    private final Feed<SessionEvent> news;
    /** Acquires under way, by resource: one at a time for each. */
    private final Map<String, AcquireCall> acquires = new HashMap<>();
    private Session current;
    private CompletableFuture<Void> closing;

    Sessions(Parts parts, Optional<StateDirectory> state) {
        this.parts = parts;
        this.opener = new SessionOpener(parts, this, state);
        this.news = new Feed<>(parts.callbacks(), parts.config().sessionListener()::happened,
                (earlier, later) -> later);
    }

    /** Begins an acquire. @param waitNanos zero does not queue */
    CompletableFuture<Lease> acquire(String resource, long waitNanos) {
        if (closing != null) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the client is closed: build another"));
        }
        if (acquires.containsKey(resource)) {
            return CompletableFuture.failedFuture(AcquireFailures.underWay(resource));
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

    /** The holdings list what an acquire still waits for; one that has not asked yet finds out by itself. */
    void found(Session session, LeaseInfo lease) {
        AcquireCall call = acquires.get(lease.getResource());
        if (call.isOf(session)) {
            call.found(lease);
        }
    }

    void ended(AcquireCall call) {
        acquires.remove(call.resource(), call);
        opener.ended(call);
    }

    void tell(SessionEvent event) {
        news.tell(event);
    }

    /** The acquire waits for a session, and rides along if one is about to be opened. */
    void join(AcquireCall call) {
        opener.join(call);
    }

    /** A session was opened. @return false if the client was closed meanwhile, and so was the session */
    boolean opened(Session session) {
        current = session;
        LOG.info("session {} is open", session.id());
        session.tell(SessionEvent.Kind.OPENED, "session " + session.id() + " is open");
        if (closing != null) {
            closeSession();
        }
        return closing == null;
    }

    /** No session could be opened. */
    void notOpened(Throwable failure) {
        LOG.warn("no session could be opened: {}", failure.getMessage());
        if (closing != null) {
            closing.complete(null);
        }
    }

    // ---- ending

    /** The arbiter says that the session is over: its leases are lost, and what still waits opens another. */
    void over(Session session, String detail) {
        if (session.isOver()) {
            return;
        }
        LOG.warn("session {} is over: {}; its {} leases are lost", session.id(), detail, session.leases()
                .size());
        session.end("the session is over: " + detail,
                (lease, why) -> lease.lose(LeaseChange.Cause.SESSION_ENDED, why));
        session.tell(SessionEvent.Kind.LOST, detail);
        if (current == session) {
            current = null;
        }
        List.copyOf(acquires.values()).stream().filter(call -> call.isOf(session))
                .forEach(AcquireCall::start);
    }

    /** Releases everything; completes when the arbiter knows, or could not be told. */
    CompletableFuture<Void> close() {
        closing = new CompletableFuture<>();
        List.copyOf(acquires.values()).forEach(
                call -> call.fail(new IllegalStateException(
                "the client was closed while the acquire was under way")));
        if (current != null) {
            closeSession();
        } else if (!opener.isBusy()) {
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
        parts.then(parts.call(close::toBuilder), (reply, failure) -> closed(session, reply, failure));
    }

    private void closed(Session session, Reply reply, Throwable failure) {
        if (reply == null && !Errors.isSessionOver(failure)) {
            LOG.warn("the arbiter could not be told that session {} is closed, it ends after its TTL: {}",
                    session.id(),
                    failure.getMessage());
        } else {
            LOG.info("session {} is closed", session.id());
        }
        session.tell(SessionEvent.Kind.CLOSED, "the client was closed");
        closing.complete(null);
    }
}
