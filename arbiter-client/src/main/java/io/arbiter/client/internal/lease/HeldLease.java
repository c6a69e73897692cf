package io.arbiter.client.internal.lease;

import io.arbiter.client.DrainHook;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseChange;
import io.arbiter.client.LeaseListener;
import io.arbiter.client.LeaseState;
import io.arbiter.client.gate.GateState;
import io.arbiter.client.internal.context.Blocking;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ClientLimits;
import io.arbiter.client.internal.context.Futures;
import io.arbiter.client.internal.request.FromWire;
import io.arbiter.client.internal.request.LoopRequests;
import io.arbiter.client.internal.request.RequestAdmin;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.GrantBasis;
import io.arbiter.client.model.StoredRecord;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A lease of one session. Any thread may query it; its actions run in the loop. */
public final class HeldLease implements Lease {
    private final ClientContext context;
    private final LeaseOwner session;
    private final LeaseValidity right;
    private final LeaseInfo grant;
    private final Grant told;
    private final LeaseNotifier news;
    private final RecordWrites records;
    private final Handover handover;
    private final LeaseSignature signature;
    private CompletableFuture<Void> released;

    /** Of that session. */
    public HeldLease(ClientContext context, LeaseOwner session, LeaseInfo grant) {
        this.context = context;
        this.session = session;
        this.right = new LeaseValidity(grant, session.gate());
        this.grant = grant;
        this.told = FromWire.grant(grant);
        this.signature = new LeaseSignature(context.clock(), grant.getSignedToken());
        this.news = new LeaseNotifier(this);
        this.records = new RecordWrites(context, session, grant);
        this.handover = new Handover(context, this);
    }

    /** What a grant rests on. */
    public static GrantBasis basis(LeaseInfo grant) {
        return FromWire.grant(grant).basis();
    }

    @Override
    public String resource() {
        return grant.getResource();
    }

    @Override
    public long token() {
        return grant.getToken();
    }

    @Override
    public Optional<String> signedToken() {
        return signature.text();
    }

    /** In the loop. */
    public LeaseSignature signature() {
        return signature;
    }

    @Override
    public long sessionId() {
        return session.id();
    }

    @Override
    public Grant grant() {
        return told;
    }

    @Override
    public boolean isOpen() {
        return right.isOpen();
    }

    @Override
    public void requireOpen() {
        right.requireOpen();
    }

    @Override
    public Duration timeRemaining() {
        return right.timeRemaining();
    }

    @Override
    public String shortfall() {
        // The session has ended a moment before its leases are notified.
        String ended = session.endDetail();
        return right.isHeld() && !ended.isEmpty() ? ended : right.shortfall();
    }

    @Override
    public LeaseState state() {
        return right.state();
    }

    @Override
    public void ensureOpenFor(Duration duration) {
        long wanted = right.checked(duration).toNanos();
        long start = context.clock().nanoTime();
        long left = context.requestNanos();
        while (right.isHeld() && right.timeRemaining().toNanos() < wanted && left > 0) {
            renew(left);
            left = context.requestNanos() - (context.clock().nanoTime() - start);
        }
        if (right.timeRemaining().toNanos() < wanted) {
            throw right.lost("only " + right.timeRemaining() + " is left, and " + duration + " cannot be had");
        }
    }

    private void renew(long timeoutNanos) {
        CompletableFuture<Void> renewed = new CompletableFuture<>();
        context.loop()
                .execute(() -> session.renewNow(timeoutNanos).whenComplete((done, failure) -> {
                    if (failure == null) {
                        renewed.complete(null);
                    } else {
                        renewed.completeExceptionally(right.lost(failure.getMessage()));
                    }
                }));
        Blocking.get(renewed);
    }

    @Override
    public void addListener(LeaseListener listener) {
        context.loop().execute(() -> news.add(listener, context.callbacks()));
    }

    /** In the loop; the listener is called there, and must not block. */
    public void onChange(LeaseListener listener) {
        news.add(listener, Runnable::run);
    }

    @Override
    public void removeListener(LeaseListener listener) {
        context.loop().execute(() -> news.remove(listener));
    }

    @Override
    public void release() {
        Blocking.get(letGo());
    }

    @Override
    public CompletableFuture<Void> releaseAsync() {
        return context.published(letGo());
    }

    @Override
    public void close() {
        release();
    }

    /** Closes the gate in the caller's thread, before the arbiter receives anything. */
    public CompletableFuture<Void> letGo() {
        boolean ours = right.lose(LeaseChange.Cause.RELEASED, "released by its holder");
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.loop().execute(() -> {
            if (ours) {
                forget();
                released = session.release(grant);
            }
            Futures.copy(released == null ? CompletableFuture.completedFuture(null) : released, done);
        });
        return done;
    }

    /** @throws io.arbiter.client.LeaseLostException if it is lost */
    public void requireHeld() {
        if (!right.isHeld()) {
            throw right.lost("");
        }
    }

    /**
     * Closes the gate in the caller's thread, for a release together with other steps.
     *
     * @throws io.arbiter.client.LeaseLostException if it is lost already
     */
    public void closeForCommit() {
        if (!right.lose(LeaseChange.Cause.RELEASED, "released by its holder, with other steps")) {
            throw right.lost("");
        }
    }

    /** In the loop, after {@link #closeForCommit}. */
    public void expectRelease() {
        forget();
        session.expectRelease(grant);
    }

    /** In the loop: the commit did not release it, or may not have. */
    public void releaseAfterAll() {
        released = session.release(grant);
    }

    @Override
    public long transferTo(long sessionId) {
        return Blocking.get(handTo(sessionId));
    }

    @Override
    public CompletableFuture<Long> transferToAsync(long sessionId) {
        return context.published(handTo(sessionId));
    }

    private CompletableFuture<Long> handTo(long sessionId) {
        if (!right.lose(LeaseChange.Cause.TRANSFERRED, "transferred to session " + sessionId)) {
            return CompletableFuture.failedFuture(right.lost(""));
        }
        CompletableFuture<Long> done = new CompletableFuture<>();
        context.loop().execute(() -> {
            forget();
            Futures.copy(session.transfer(grant, sessionId), done);
        });
        return done;
    }

    @Override
    public void drainBeforeHandover(Duration limit, DrainHook hook) {
        if (limit.isNegative() || limit.isZero() || limit.compareTo(ClientLimits.MAX_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "limit is " + limit + ", expected above zero and at most " + ClientLimits.MAX_WAIT);
        }
        Handover.Drain drain = new HookDrain(context.workers(), this, Objects.requireNonNull(hook, "hook"));
        context.loop().execute(() -> handover.drain(limit, drain));
    }

    @Override
    public OptionalLong handoverTo() {
        return handover.receiver();
    }

    /** In the loop. */
    public Handover handover() {
        return handover;
    }

    /** An operator asked for it, and the writer has stopped: gate first, then the transfer. In the loop. */
    void handOver(long sessionId) {
        if (right.lose(LeaseChange.Cause.HANDED_OVER, "an operator asked to hand it to session " + sessionId)) {
            forget();
            session.transfer(grant, sessionId);
        }
    }

    @Override
    public Optional<Promotion> confirmPromotion() {
        return Blocking.get(confirm());
    }

    @Override
    public CompletableFuture<Optional<Promotion>> confirmPromotionAsync() {
        return context.published(confirm());
    }

    private CompletableFuture<Optional<Promotion>> confirm() {
        requireHeld();
        return new PromotionConfirmation(admin(), grant).give();
    }

    private RequestAdmin admin() {
        return new RequestAdmin(new LoopRequests(context));
    }

    @Override
    public long putRecord(byte[] value) {
        return Blocking.get(put(value, OptionalLong.empty()));
    }

    @Override
    public long putRecord(byte[] value, long expectedVersion) {
        return Blocking.get(put(value, OptionalLong.of(expectedVersion)));
    }

    @Override
    public void deleteRecord(OptionalLong expectedVersion) {
        Blocking.get(put(null, expectedVersion));
    }

    @Override
    public CompletableFuture<Long> putRecordAsync(byte[] value, OptionalLong expectedVersion) {
        return context.published(put(value, expectedVersion));
    }

    private CompletableFuture<Long> put(byte[] value, OptionalLong expectedVersion) {
        requireOpen();
        return records.put(value, expectedVersion);
    }

    @Override
    public Optional<StoredRecord> record() {
        return Blocking.get(admin().getRecord(resource(), Consistency.LINEARIZABLE));
    }

    /** For logs: the present state, which may have changed by the time that the line is read. */
    @Override
    public String toString() {
        return "Lease[resource=" + resource() + ", token=" + token() + ", session=" + sessionId() + ", state=" + state()
                + ", timeRemaining=" + timeRemaining() + "]";
    }

    // ---- called by the session, in the loop

    /** The gate's state changed, or may have. */
    public void tell(GateState now) {
        if (right.isHeld()) {
            news.gate(LeaseNotifier.state(now), session.gate());
        }
    }

    /** Gone for good, by no act of its holder. */
    public void lose(LeaseChange.Cause cause, String detail) {
        if (right.lose(cause, detail)) {
            forget();
        }
    }

    private void forget() {
        handover.end();
        session.forget(this);
        right.tellLoss(news);
    }
}
