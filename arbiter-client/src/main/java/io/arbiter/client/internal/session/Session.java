package io.arbiter.client.internal.session;

import io.arbiter.client.SessionEndedException;
import io.arbiter.client.SessionEvent;
import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.client.internal.lease.LeaseOwner;
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
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** One session: its gate, its leases, and its renewal. Confined to the loop, except for the gate. */
public final class Session implements LeaseOwner {
    /** No version that the arbiter uses: the next renewal answer lists the holdings. */
    private static final long UNKNOWN_VERSION = -1;

    private final long id;
    private final Gate gate;
    private final long ttlNanos;
    private final ClientContext context;
    private final Sessions sessions;
    private final SessionRenewer renewer;
    private final GateMonitor watch;
    private final PendingReleases pendingReleases;
    private final InheritedLeases inheritedLeases;
    private final SignatureRefresher signatures;
    private final Map<String, HeldLease> leases = new HashMap<>();
    private final StepNumbers stepNumbers = new StepNumbers();
    private final ReleasedTokens releasedTokens = new ReleasedTokens();
    private final ListedTokens listedTokens = new ListedTokens();
    private final CondemnedLeases condemned = new CondemnedLeases(this);
    private long knownVersion = UNKNOWN_VERSION;
    private long observations;
    /** Empty while it has not ended. Written in the loop, before the gate is closed. */
    private volatile String over = "";

    Session(ClientContext context, Sessions sessions, HealthProbe probe, OpenSessionResponse opened) {
        Duration ttl = Duration.ofMillis(opened.getTtlMillis());
        this.id = opened.getSessionId();
        this.ttlNanos = ttl.toNanos();
        this.gate = new Gate(context.time(), ttl, opened.getDriftBoundPpm());
        sessions.gates().add(gate);
        this.context = context;
        this.sessions = sessions;
        this.renewer = new SessionRenewer(context, this, probe);
        this.watch = new GateMonitor(context, this);
        this.pendingReleases = new PendingReleases(context, this);
        this.inheritedLeases = new InheritedLeases(context, this);
        this.signatures = new SignatureRefresher(context, this);
        listedTokens.update(opened.getHoldings());
    }

    /** @param sentAt the first attempt's send: a repeated opening renews nothing */
    void start(SendTime sentAt) {
        gate.renewed(sentAt);
        renewer.startAfter(sentAt);
        watch.look();
    }

    /** A renewal was acknowledged. @param asOf {@link #observations()} when it was sent */
    void renewed(SendTime sentAt, long asOf, RenewSessionResponse answer) {
        condemned.shut(answer.getCondemnedList());
        if (answer.hasHoldings()) {
            listedTokens.update(answer.getHoldings());
            var reconciler = new HoldingsReconciler(this, sessions, asOf, answer.getHoldings());
            // Before anything opens: what is over may be held by another session.
            reconciler.loseWhatIsOver();
            gate.renewed(sentAt);
            boolean complete = reconciler.takeUpWhatIsListed();
            knownVersion = complete ? answer.getHoldings().getVersion() : UNKNOWN_VERSION;
        } else {
            gate.renewed(sentAt);
        }
        releasedTokens.discardThrough(asOf);
        signatures.renewed(answer.getSigningKey());
        watch.look();
    }

    /** A lease was granted to this session; it is lost already if a list received before is newer, and lacks it. */
    HeldLease adopt(LeaseInfo grant) {
        HeldLease lease = new HeldLease(context, this, grant);
        leases.put(grant.getResource(), lease);
        condemned.shutIfCondemned(lease);
        if (isOver(grant.getToken())) {
            HoldingsReconciler.lose(lease);
        }
        lease.tell(gate.state());
        return lease;
    }

    /** This session certainly no longer holds the token. */
    void released(long token) {
        releasedTokens.add(token, ++observations);
    }

    /** Whether the lease had ended before the newest list of holdings was made. */
    boolean isOver(long token) {
        return listedTokens.isOver(token);
    }

    ReleasedTokens releasedTokens() {
        return releasedTokens;
    }

    /**
     * How many ends this session has observed so far, a logical clock. Answers cross: a list of holdings is
     * requested, a token is released and its end acknowledged, and then the list arrives, still with that token. What
     * was observed after the list was requested is newer than the list.
     */
    long observations() {
        return observations;
    }

    /** Renews now, and has the answer list the holdings. */
    void relist() {
        knownVersion = UNKNOWN_VERSION;
        renewer.begin();
    }

    /** Leaves a queue; if a grant may have crossed that, the holdings are listed again, and show the grant. */
    void leaveQueue(String resource, long attempt) {
        if (isOver()) {
            return;
        }
        Call cancel = Call.newBuilder()
                .setCancelWait(CancelWaitRequest.newBuilder()
                        .setResource(resource)
                        .setSessionId(id)
                        .setAttempt(attempt))
                .build();
        context.continueInLoop(context.call(cancel::toBuilder), (reply, failure) -> {
            if (failure != null || !reply.getCancelWait().getCancelled()) {
                relist();
            }
        });
    }

    @Override
    public CompletableFuture<Void> renewNow(long timeoutNanos) {
        return renewer.renewNow(timeoutNanos);
    }

    @Override
    public CompletableFuture<Void> release(LeaseInfo lease) {
        return pendingReleases.release(lease);
    }

    @Override
    public void expectRelease(LeaseInfo lease) {
        if (!isOver()) {
            pendingReleases.expect(lease);
        }
    }

    @Override
    public CompletableFuture<Long> transfer(LeaseInfo lease, long toSessionId) {
        return pendingReleases.transfer(lease, toSessionId);
    }

    @Override
    public void over(String detail) {
        sessions.over(this, detail);
    }

    /** Closes the gate for good and notifies every lease, through {@code each}; the gate is closed by then. */
    void end(String detail, BiConsumer<HeldLease, String> each) {
        over = detail;
        gate.close();
        sessions.gates().remove(gate);
        renewer.stop();
        watch.stop();
        inheritedLeases.end();
        List.copyOf(leases.values()).forEach(lease -> each.accept(lease, detail));
        pendingReleases.end();
    }

    @Override
    public String endDetail() {
        return over;
    }

    boolean isOver() {
        return !over.isEmpty();
    }

    SessionEndedException overFailure() {
        return new SessionEndedException(
                "session " + id + " is over: " + over + "; acquire again to open another",
                "SESSION_ENDED",
                Map.of("session_id", Long.toString(id)),
                null);
    }

    @Override
    public void forget(HeldLease lease) {
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

    @Override
    public long id() {
        return id;
    }

    @Override
    public Gate gate() {
        return gate;
    }

    long ttlNanos() {
        return ttlNanos;
    }

    long knownVersion() {
        return knownVersion;
    }

    SessionRenewer renewer() {
        return renewer;
    }

    StepNumbers stepNumbers() {
        return stepNumbers;
    }

    PendingReleases pendingReleases() {
        return pendingReleases;
    }

    InheritedLeases inheritedLeases() {
        return inheritedLeases;
    }
}
