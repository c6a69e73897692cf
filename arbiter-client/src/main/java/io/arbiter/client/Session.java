package io.arbiter.client;

import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelWaitRequest;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.RenewSessionResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One session: its gate, what it holds, and what keeps it alive. Confined to the loop, but for the gate. */
final class Session {
    /** No version that the arbiter uses: the next renewal answer lists the holdings. */
    private static final long UNKNOWN_VERSION = -1;

    private final long id;
    private final Gate gate;
    private final long ttlNanos;
    private final Parts parts;
    private final Sessions sessions;
    private final Heartbeat heartbeat;
    private final GateWatch watch;
    private final LettingGo lettingGo;
    private final Inheritance inheritance;
    private final Map<String, HeldLease> leases = new HashMap<>();
    private final GoneTokens gone = new GoneTokens();
    private long knownVersion = UNKNOWN_VERSION;
    private long learned;
    private String over = "";

    Session(Parts parts, Sessions sessions, HealthProbe probe, OpenSessionResponse opened) {
        Duration ttl = Duration.ofMillis(opened.getTtlMillis());
        this.id = opened.getSessionId();
        this.ttlNanos = ttl.toNanos();
        this.gate = new Gate(parts.clock(), ttl, opened.getDriftBoundPpm());
        this.parts = parts;
        this.sessions = sessions;
        this.heartbeat = new Heartbeat(parts, this, probe);
        this.watch = new GateWatch(parts, this);
        this.lettingGo = new LettingGo(parts, this);
        this.inheritance = new Inheritance(parts, this);
    }

    /** @param sentAt the first attempt's send: a repeated opening renews nothing */
    void start(SendTime sentAt) {
        gate.renewed(sentAt);
        heartbeat.startAfter(sentAt);
        watch.look();
    }

    /** A renewal was acknowledged. @param mark {@link #mark()} when it was sent */
    void renewed(SendTime sentAt, long mark, RenewSessionResponse answer) {
        gate.renewed(sentAt);
        if (answer.hasHoldings()) {
            boolean complete = new HoldingsReview(this, sessions, mark)
                    .of(answer.getHoldings().getLeasesList());
            knownVersion = complete ? answer.getHoldings().getVersion() : UNKNOWN_VERSION;
        }
        gone.forgetThrough(mark);
        watch.look();
    }

    /**
     * Something was granted to us. A list that we know already may be newer than this answer, and tell of its
     * end: so the next renewal lists again.
     */
    HeldLease adopt(LeaseInfo grant) {
        knownVersion = UNKNOWN_VERSION;
        HeldLease lease = new HeldLease(parts, this, grant, ++learned);
        leases.put(grant.getResource(), lease);
        lease.tell(gate.state());
        return lease;
    }

    /** The token is certainly not ours any more. */
    void gone(long token) {
        gone.add(token, ++learned);
    }

    GoneTokens goneTokens() {
        return gone;
    }

    /** What a holdings list cannot know yet if it was asked for before. */
    long mark() {
        return learned;
    }

    /** The next renewal, now, lists what we hold. */
    private void relist() {
        knownVersion = UNKNOWN_VERSION;
        heartbeat.begin();
    }

    /**
     * Leaves a queue; if a grant may have crossed that, the holdings are listed again, and it is found there.
     */
    void leaveQueue(String resource, long attempt) {
        if (isOver()) {
            return;
        }
        Call cancel = Call.newBuilder().setCancelWait(CancelWaitRequest.newBuilder().setResource(resource)
                .setSessionId(id).setAttempt(attempt)).build();
        parts.then(parts.call(cancel::toBuilder), (reply, failure) -> {
            if (failure != null || !reply.getCancelWait().getCancelled()) {
                relist();
            }
        });
    }

    /** The arbiter says that the session is over. */
    void over(String detail) {
        sessions.over(this, detail);
    }

    /**
     * Closes the gate for good and tells every lease. Tells through {@code each}, whose gate is closed by
     * then.
     */
    void end(String detail, BiConsumer<HeldLease, String> each) {
        over = detail;
        gate.close();
        heartbeat.stop();
        watch.stop();
        inheritance.end();
        List.copyOf(leases.values()).forEach(lease -> each.accept(lease, detail));
        lettingGo.end();
    }

    boolean isOver() {
        return !over.isEmpty();
    }

    SessionEndedException overFailure() {
        return new SessionEndedException("session " + id + " is over: " + over
                + "; acquire again to open another",
                "SESSION_ENDED", Map.of("session_id", Long.toString(id)), null);
    }

    void forget(HeldLease lease) {
        leases.remove(lease.resource(), lease);
    }

    void tell(SessionEvent.Kind kind, String detail) {
        sessions.tell(new SessionEvent(kind, id, detail));
    }

    Optional<HeldLease> lease(String resource) {
        return Optional.ofNullable(leases.get(resource));
    }

    Collection<HeldLease> leases() {
        return leases.values();
    }

    long id() {
        return id;
    }

    Gate gate() {
        return gate;
    }

    long ttlNanos() {
        return ttlNanos;
    }

    long knownVersion() {
        return knownVersion;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    LettingGo lettingGo() {
        return lettingGo;
    }

    Inheritance inheritance() {
        return inheritance;
    }
}
