package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.peers.InFlight;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetLeaseRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/** Millions of leases, several to a session, and the tokens that they were granted with. */
public final class ManyLeases {
    private static final int AT_A_TIME = 4_000;
    private static final int ATTEMPTS = 10;
    private static final Executor LATER = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
    private static final long PATIENCE_SECONDS = 60;
    private static final long NEWS_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final long[] tokens;
    private final int perSession;
    private final Semaphore free = new Semaphore(AT_A_TIME);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private ManyLeases(int count, int perSession) {
        this.tokens = new long[count];
        this.perSession = perSession;
    }

    /** @param news receives, each few seconds, the number requested so far */
    static ManyLeases acquire(Ways ways, String region, Shape shape, IntConsumer news) throws IOException {
        var leases = new ManyLeases(shape.leases(), shape.perSession());
        int sessions = (shape.leases() + shape.perSession() - 1) / shape.perSession();
        leases.acquireAll(ManySessions.open(ways, region, sessions, shape.ttl()), news);
        return leases;
    }

    /** @param perSession how many leases each session holds; the last one may hold fewer */
    public record Shape(int leases, int perSession, Duration ttl) {}

    private void acquireAll(ManySessions sessions, IntConsumer news) throws IOException {
        long told = System.nanoTime();
        for (int lease = 0; lease < tokens.length; lease++) {
            take(1);
            acquire(sessions, lease, ATTEMPTS);
            if (System.nanoTime() - told > NEWS_NANOS) {
                told = System.nanoTime();
                news.accept(lease);
            }
        }
        take(AT_A_TIME);
    }

    /** Repeated if it failed, as during an election: a holder of a lease is given the same one. */
    private void acquire(ManySessions sessions, int lease, int attempts) {
        int session = lease / perSession;
        sessions.send(
                        session,
                        Call.newBuilder()
                                .setAcquire(AcquireRequest.newBuilder()
                                        .setSessionId(sessions.id(session))
                                        .setResource(resource(lease))))
                .whenComplete((reply, failed) -> {
                    if (failed == null) {
                        tokens[lease] = reply.getAcquire().getLease().getToken();
                    } else if (attempts > 1) {
                        LATER.execute(() -> acquire(sessions, lease, attempts - 1));
                        return;
                    }
                    failure.compareAndSet(null, failed);
                    free.release();
                });
    }

    /** Waits until so many calls have their answer. */
    private void take(int calls) throws IOException {
        try {
            if (!free.tryAcquire(calls, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer to an acquire in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while acquiring", interrupted);
        }
        if (failure.get() != null) {
            throw new IOException("an acquire failed: " + failure.get().getMessage(), failure.get());
        }
    }

    static String resource(int lease) {
        return "many/" + lease;
    }

    public int count() {
        return tokens.length;
    }

    /**
     * The number of so many leases, evenly taken from all, that a node itself shows with their tokens.
     *
     * @param ways to that node
     */
    int shownBy(Ways ways, int sample) {
        var stream = new CallStream(ways.open(ways.endpoints().get(0)));
        return (int) InFlight.all(sample, i -> isShown(stream, (int) ((long) i * tokens.length / sample))).stream()
                .filter(shown -> shown)
                .count();
    }

    private CompletableFuture<Boolean> isShown(CallStream stream, int lease) {
        return stream.send(Call.newBuilder()
                        .setGetLease(GetLeaseRequest.newBuilder()
                                .setResource(resource(lease))
                                .setConsistency(Consistency.CONSISTENCY_STALE)))
                .thenApply(reply -> reply.getGetLease().getLease().getToken() == tokens[lease]);
    }
}
