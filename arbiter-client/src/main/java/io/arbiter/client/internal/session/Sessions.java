package io.arbiter.client.internal.session;

import io.arbiter.client.Lease;
import io.arbiter.client.LeaseChange;
import io.arbiter.client.SessionEvent;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ConflatingListener;
import io.arbiter.client.internal.context.ExceptionMapper;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.LeaseInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's sessions, one at a time, and the acquires under way. Confined to the loop. */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final ClientContext context;
    private final SessionOpener opener;
    private final ConflatingListener<SessionEvent> news;
    private final Gates gates = new Gates();
    /** Acquires under way, by resource: one at a time for each. */
    private final Map<String, AcquireCall> acquires = new HashMap<>();

    private Session current;
    /** What waits for the end of the client; null while it is not closed. */
    private CompletableFuture<Void> closing;
    /** Ends of sessions that somebody waits for; at most one of them waits for an opening first. */
    private final List<SessionEnd> endings = new ArrayList<>();
    /** Closings of sessions that are not answered yet. */
    private int closingSessions;
    /** Why it is not certain that the client's last session is closed; null if it is. */
    private RuntimeException unconfirmed;
    /** That another cluster answered, which closed no session of the one where it was open; null if it was told. */
    private CallFailedException leftBehind;

    public Sessions(ClientContext context, Optional<StateDirectory> state) {
        this.context = context;
        this.opener = new SessionOpener(context, this, state);
        context.router().onOtherCluster(this::otherCluster);
        this.news = new ConflatingListener<>(
                context.callbacks(), context.config().sessionListener()::onSessionEvent, (earlier, later) -> later);
    }

    /** Starts an acquire. @param waitNanos zero does not queue */
    public CompletableFuture<Lease> acquire(String resource, long waitNanos) {
        if (closing != null) {
            return CompletableFuture.failedFuture(new IllegalStateException("the client is closed: build another"));
        }
        if (acquires.containsKey(resource)) {
            return CompletableFuture.failedFuture(AcquireFailures.underWay(resource));
        }
        AcquireCall call = new AcquireCall(context, this, resource, waitNanos);
        acquires.put(resource, call);
        call.start();
        return call.result();
    }

    /** The gates of its sessions; from any thread. */
    public Gates gates() {
        return gates;
    }

    /** The session that is open; null if none is. */
    public Session current() {
        return current;
    }

    boolean isWanted(String resource) {
        return acquires.containsKey(resource);
    }

    /** The holdings list a lease that an acquire still waits for; one that has not asked yet finds out by itself. */
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

    /** The acquire waits for a session, and joins the opening if one is about to be sent. */
    void join(AcquireCall call) {
        opener.join(call);
    }

    /** A session was opened. @return false if it is not wanted any more, and is being closed */
    boolean opened(Session session) {
        current = session;
        LOG.info("session {} is open", session.id());
        session.tell(SessionEvent.Kind.OPENED, "session " + session.id() + " is open");
        Optional<SessionEnd> end = openingEnd();
        boolean wanted = closing == null && end.isEmpty();
        if (!wanted) {
            closeSession(end.map(SessionEnd::leftNanos).orElse(context.requestNanos()));
        }
        return wanted;
    }

    /** No session could be opened. @param inDoubt whether one may be open all the same */
    void notOpened(Throwable failure, boolean inDoubt) {
        LOG.warn("no session could be opened: {}", failure.getMessage());
        openingEnd().ifPresent(end -> openingEnded(end, failure, inDoubt));
        closedIfNothingIsLeft();
    }

    // ---- ending

    /** The arbiter reports that the session is over: its leases are lost, and acquires that still wait open another. */
    void over(Session session, String detail) {
        if (session.isOver()) {
            return;
        }
        LOG.warn(
                "session {} is over: {}; its {} leases are lost",
                session.id(),
                detail,
                session.leases().size());
        session.end("the session ended: " + detail, (lease, why) -> lease.lose(LeaseChange.Cause.SESSION_ENDED, why));
        session.tell(SessionEvent.Kind.LOST, detail);
        if (current == session) {
            current = null;
        }
        List.copyOf(acquires.values()).stream()
                .filter(call -> call.isOf(session))
                .forEach(AcquireCall::start);
    }

    /** Another cluster answers, and knows nothing of the session: gates close at once. */
    private void otherCluster(CallFailedException failure) {
        if (current != null) {
            leftBehind = failure;
            over(
                    current,
                    "cluster " + failure.metadata().getOrDefault("actual", "?") + " answers where "
                            + failure.metadata().getOrDefault("expected", "?")
                            + " was expected: it was begun anew, or the"
                            + " endpoints lead to another one; check them, and acquire again to open a session there");
        }
    }

    /** Releases everything; completes when the arbiter knows, or could not be reached. */
    public CompletableFuture<Void> close() {
        closing = new CompletableFuture<>();
        failAcquires("the client was closed while the acquire was under way");
        if (current != null) {
            closeSession(context.requestNanos());
        } else if (!opener.isBusy()) {
            closedIfNothingIsLeft();
        }
        return closing;
    }

    /** Releases nothing, and renews nothing any more. */
    public CompletableFuture<Void> abandon() {
        closing = new CompletableFuture<>();
        failAcquires("the client was detached while the acquire was under way");
        if (current != null) {
            LOG.info("session {} is left alone", current.id());
            endCurrent("its holder detached the client");
        }
        unconfirmed = new IllegalStateException("the client was detached, and its session left alone");
        closing.complete(null);
        return closing;
    }

    /** Ends the session, and one that may be open; completes when the arbiter has confirmed it, otherwise fails. */
    public CompletableFuture<Void> end(long timeoutNanos) {
        failAcquires("the session was closed while the acquire was under way");
        if (closing != null) {
            SessionEnd end = new SessionEnd(context, timeoutNanos);
            context.continueInLoop(closing, (done, failure) -> end.answered(unconfirmed));
            return end.await(timeoutNanos);
        }
        CallFailedException foreign = leftBehind;
        leftBehind = null;
        beginEnd(timeoutNanos);
        CompletableFuture<?>[] ends =
                endings.stream().map(end -> end.await(timeoutNanos)).toArray(CompletableFuture[]::new);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture.allOf(ends).whenComplete((done, failure) -> {
            Throwable why = failure == null ? foreign : failure;
            if (why == null) {
                ended.complete(null);
            } else {
                ended.completeExceptionally(ExceptionMapper.map(why, true));
            }
        });
        return ended;
    }

    /** Also of a session that was opened while an earlier one is being closed. */
    private void beginEnd(long timeoutNanos) {
        if (openingEnd().isPresent()) {
            return;
        }
        SessionEnd end = new SessionEnd(context, timeoutNanos);
        if (current != null) {
            endings.add(end);
            closeSession(timeoutNanos);
        } else if (opener.isBusy()) {
            endings.add(end);
        } else if (opener.isInDoubt()) {
            endings.add(end);
            opener.resolve(timeoutNanos);
        }
    }

    /** That which waits for the session that is being opened, in order to close it. */
    private Optional<SessionEnd> openingEnd() {
        return endings.stream().filter(end -> end.session() == null).findFirst();
    }

    /** The opening had a deadline of its own: while there is time, it is asked again what became of it. */
    private void openingEnded(SessionEnd end, Throwable failure, boolean inDoubt) {
        boolean refused = failure instanceof CallFailedException failed && failed.fate() == Fate.REFUSED;
        if (!inDoubt) {
            settled(end, null);
        } else if (!refused && closing == null && end.leftNanos() > context.attemptNanos() / 10) {
            opener.resolve(end.leftNanos());
        } else {
            settled(end, failure);
        }
    }

    private void settled(SessionEnd end, Throwable failure) {
        endings.remove(end);
        end.answered(failure);
    }

    private void closedIfNothingIsLeft() {
        if (closing != null && closingSessions == 0) {
            closing.complete(null);
        }
    }

    private void failAcquires(String why) {
        List.copyOf(acquires.values()).forEach(call -> call.fail(new IllegalStateException(why)));
    }

    private void closeSession(long timeoutNanos) {
        Session session =
                endCurrent(closing == null ? "its holder closed the session" : "its holder closed the client");
        openingEnd().ifPresent(end -> end.closes(session));
        closingSessions++;
        Call close = Call.newBuilder()
                .setCloseSession(CloseSessionRequest.newBuilder().setSessionId(session.id()))
                .build();
        context.continueInLoop(
                context.retries().call(close::toBuilder, timeoutNanos, timeoutNanos / 3),
                (reply, failure) -> closed(session, failure));
    }

    private Session endCurrent(String why) {
        Session session = current;
        current = null;
        session.end(why, (lease, told) -> lease.lose(LeaseChange.Cause.RELEASED, told));
        return session;
    }

    private void closed(Session session, Throwable failure) {
        if (failure == null || ExceptionMapper.isSessionOver(failure)) {
            LOG.info("session {} is closed", session.id());
        } else {
            LOG.warn(
                    "the arbiter could not be told that session {} is closed, it ends after its TTL: {}",
                    session.id(),
                    failure.getMessage());
        }
        session.tell(SessionEvent.Kind.CLOSED, "its client closed it");
        closingSessions--;
        if (closing != null
                && failure != null
                && (!ExceptionMapper.isSessionOver(failure) || ExceptionMapper.isOtherCluster(failure))) {
            unconfirmed = ExceptionMapper.map(failure, true);
        }
        endings.stream().filter(end -> end.session() == session).findFirst().ifPresent(end -> settled(end, failure));
        closedIfNothingIsLeft();
    }
}
