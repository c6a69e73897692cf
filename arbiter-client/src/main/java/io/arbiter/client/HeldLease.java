package io.arbiter.client;

import io.arbiter.client.gate.GateState;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.RecordInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** A lease of one session. What it may do is asked from any thread; what it does is done in the loop. */
final class HeldLease implements Lease {
    private final Parts parts;
    private final Session session;
    private final LeaseRight right;
    private final LeaseInfo grant;
    private final LeaseNews news;
    private final RecordWrites records;
    private final long learned;
    private CompletableFuture<Void> released;

    /** @param learned the session's count of what it learned, at this grant */
    HeldLease(Parts parts, Session session, LeaseInfo grant, long learned) {
        this.parts = parts;
        this.session = session;
        this.right = new LeaseRight(grant, session.gate());
        this.grant = grant;
        this.learned = learned;
        this.news = new LeaseNews(this, parts.callbacks());
        this.records = new RecordWrites(parts, session, grant);
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
    public long sessionId() {
        return session.id();
    }

    @Override
    public LeaseInfo grant() {
        return grant;
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
    public Duration safeFor() {
        return right.safeFor();
    }

    @Override
    public LeaseState state() {
        return right.state();
    }

    @Override
    public void ensure(Duration duration) {
        long wanted = right.checked(duration).toNanos();
        long start = parts.clock().nanoTime();
        long left = parts.requestNanos();
        while (right.isHeld() && right.safeFor().toNanos() < wanted && left > 0) {
            renew(left);
            left = parts.requestNanos() - (parts.clock().nanoTime() - start);
        }
        if (right.safeFor().toNanos() < wanted) {
            throw right.lost("only " + right.safeFor() + " is left, and " + duration + " cannot be had");
        }
    }

    private void renew(long timeoutNanos) {
        CompletableFuture<Void> renewed = new CompletableFuture<>();
        parts.loop().execute(() -> session.heartbeat().renewNow(timeoutNanos)
                .whenComplete((done, failure) -> {
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
        parts.loop().execute(() -> news.add(listener));
    }

    @Override
    public void removeListener(LeaseListener listener) {
        parts.loop().execute(() -> news.remove(listener));
    }

    @Override
    public void release() {
        Blocking.get(letGo());
    }

    @Override
    public CompletableFuture<Void> releaseAsync() {
        return parts.published(letGo());
    }

    @Override
    public void close() {
        release();
    }

    /** Closes the gate in the caller's thread, before the arbiter hears of anything. */
    private CompletableFuture<Void> letGo() {
        boolean ours = right.lose(LeaseChange.Cause.RELEASED, "released by its holder");
        CompletableFuture<Void> done = new CompletableFuture<>();
        parts.loop().execute(() -> {
            if (ours) {
                forget();
                released = session.lettingGo().release(grant);
            }
            Futures.copy(released == null ? CompletableFuture.completedFuture(null) : released, done);
        });
        return done;
    }

    @Override
    public long transferTo(long sessionId) {
        return Blocking.get(handTo(sessionId));
    }

    @Override
    public CompletableFuture<Long> transferToAsync(long sessionId) {
        return parts.published(handTo(sessionId));
    }

    private CompletableFuture<Long> handTo(long sessionId) {
        if (!right.lose(LeaseChange.Cause.TRANSFERRED, "transferred to session " + sessionId)) {
            return CompletableFuture.failedFuture(right.lost(""));
        }
        CompletableFuture<Long> done = new CompletableFuture<>();
        parts.loop().execute(() -> {
            forget();
            Futures.copy(session.lettingGo().transfer(grant, sessionId), done);
        });
        return done;
    }

    /** An operator asked for it: gate first, then the transfer. In the loop. */
    void handOver(long sessionId) {
        if (right.lose(LeaseChange.Cause.HANDED_OVER, "an operator asked to hand it to session "
                + sessionId)) {
            forget();
            session.lettingGo().transfer(grant, sessionId);
        }
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
        return parts.published(put(value, expectedVersion));
    }

    private CompletableFuture<Long> put(byte[] value, OptionalLong expectedVersion) {
        requireOpen();
        return records.put(value, expectedVersion);
    }

    @Override
    public Optional<RecordInfo> record() {
        return new ArbiterAdmin(new AsyncArbiterAdmin(new LoopRequests(parts)))
                .getRecord(resource(), Consistency.CONSISTENCY_LINEARIZABLE);
    }

    // ---- called by the session, in the loop

    /** The gate's state changed, or may have. */
    void tell(GateState now) {
        if (right.isHeld()) {
            news.gate(LeaseNews.state(now));
        }
    }

    /** Gone for good, by no act of its holder. */
    void lose(LeaseChange.Cause cause, String detail) {
        if (right.lose(cause, detail)) {
            forget();
        }
    }

    private void forget() {
        session.forget(this);
        right.tellLoss(news);
    }

    long learned() {
        return learned;
    }
}
