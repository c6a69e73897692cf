package io.arbiter.client.internal;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.AsyncArbiterAdmin;
import io.arbiter.client.CommittedSteps;
import io.arbiter.client.ElectedTask;
import io.arbiter.client.Election;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseHeldException;
import io.arbiter.client.Step;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.client.internal.context.Blocking;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.context.ClientLimits;
import io.arbiter.client.internal.context.Futures;
import io.arbiter.client.internal.request.BlockingAdmin;
import io.arbiter.client.internal.request.CallbackRequests;
import io.arbiter.client.internal.request.LoopRequests;
import io.arbiter.client.internal.request.RequestAdmin;
import io.arbiter.client.internal.request.Requests;
import io.arbiter.client.internal.request.SnapshotDownload;
import io.arbiter.client.internal.request.WatchCall;
import io.arbiter.client.internal.request.WireWatchListener;
import io.arbiter.client.internal.session.CheckedSteps;
import io.arbiter.client.internal.session.Sessions;
import io.arbiter.client.internal.session.StateDirectory;
import io.arbiter.v1.SaveSnapshotRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client: checks arguments in the caller's thread, and does the rest in the loop. */
public final class DefaultArbiterClient implements ArbiterClient {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultArbiterClient.class);

    private final ClientContext context;
    private final Sessions sessions;
    private final Optional<StateDirectory> state;
    private final Runnable shutdown;
    private final Requests requests;
    private final ArbiterAdmin admin;
    private final AsyncArbiterAdmin asyncAdmin;
    private final Set<WatchCall> watches = ConcurrentHashMap.newKeySet();
    private final Set<ElectionLoop> elections = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param shutdown ends what the client owns beside the loop */
    public DefaultArbiterClient(ClientContext context, Optional<StateDirectory> state, Runnable shutdown) {
        this.context = context;
        this.requests = new LoopRequests(context);
        this.sessions = new Sessions(context, state);
        this.state = state;
        this.shutdown = shutdown;
        this.admin = new BlockingAdmin(new RequestAdmin(requests));
        this.asyncAdmin = new RequestAdmin(new CallbackRequests(requests, context));
    }

    @Override
    public Lease acquire(String resource, Duration wait) {
        CompletableFuture<Lease> granted = begin(resource, wait);
        try {
            return Blocking.get(granted);
        } catch (IndeterminateException e) {
            // Interrupted: a lease granted before the cancel arrived has no holder.
            granted.thenAccept(Lease::releaseAsync);
            throw e;
        }
    }

    @Override
    public Optional<Lease> tryAcquire(String resource) {
        try {
            return Optional.of(acquire(resource, Duration.ZERO));
        } catch (LeaseHeldException held) {
            if (held.reason().equals(ArbiterException.LOCAL)) {
                throw held;
            }
            return Optional.empty();
        }
    }

    @Override
    public CompletableFuture<Lease> acquireAsync(String resource, Duration wait) {
        CompletableFuture<Lease> granted = begin(resource, wait);
        CompletableFuture<Lease> user = context.published(granted);
        user.whenComplete((lease, failure) -> {
            if (user.isCancelled()) {
                granted.thenAccept(Lease::releaseAsync);
            }
        });
        return user;
    }

    private CompletableFuture<Lease> begin(String resource, Duration wait) {
        checkAcquire(resource, wait);
        CompletableFuture<Lease> granted = new CompletableFuture<>();
        context.loop().execute(() -> begin(resource, wait, granted));
        return granted;
    }

    private void begin(String resource, Duration wait, CompletableFuture<Lease> granted) {
        if (granted.isDone()) {
            return;
        }
        CompletableFuture<Lease> acquire = sessions.acquire(resource, wait.toNanos());
        acquire.whenComplete((lease, failure) -> {
            if (failure != null) {
                granted.completeExceptionally(failure);
            } else if (!granted.complete(lease)) {
                lease.releaseAsync();
            }
        });
        granted.whenComplete((lease, failure) -> {
            if (granted.isCancelled()) {
                context.loop().execute(() -> acquire.cancel(true));
            }
        });
    }

    @Override
    public List<Lease> acquireAll(Collection<String> resources, Duration wait) {
        if (resources.size() > ClientLimits.MAX_FIRST_ACQUIRES || new HashSet<>(resources).size() != resources.size()) {
            throw new IllegalArgumentException(resources.size() + " resources, expected at most "
                    + ClientLimits.MAX_FIRST_ACQUIRES + " without repetition");
        }
        resources.forEach(resource -> checkAcquire(resource, wait));
        List<CompletableFuture<Lease>> calls = new ArrayList<>();
        resources.forEach(resource -> calls.add(new CompletableFuture<>()));
        context.loop().execute(() -> {
            int i = 0;
            for (String resource : resources) {
                begin(resource, wait, calls.get(i++));
            }
        });
        return AcquireAll.of(calls);
    }

    @Override
    public CommittedSteps commit(List<Step> steps) {
        return Blocking.get(beginCommit(steps));
    }

    @Override
    public CompletableFuture<CommittedSteps> commitAsync(List<Step> steps) {
        CompletableFuture<CommittedSteps> done = beginCommit(steps);
        CompletableFuture<CommittedSteps> user = new CompletableFuture<>();
        done.whenCompleteAsync(
                (committed, failure) -> {
                    if (failure != null) {
                        user.completeExceptionally(failure);
                    } else if (!user.complete(committed)) {
                        Sessions.releaseAcquired(committed);
                    }
                },
                context.callbacks());
        return user;
    }

    /** Gates are closed in the caller's thread, once everything else is known to be in order. */
    private CompletableFuture<CommittedSteps> beginCommit(List<Step> steps) {
        CheckedSteps checked = CheckedSteps.of(steps);
        checked.steps().forEach(step -> checkAcquire(step.resource(), Duration.ZERO));
        checked.closeGates();
        CompletableFuture<CommittedSteps> done = new CompletableFuture<>();
        context.loop()
                .execute(() -> sessions.commit(checked).whenComplete((committed, failure) -> {
                    if (failure != null) {
                        done.completeExceptionally(failure);
                    } else if (!done.complete(committed)) {
                        // Cancelled, by an interrupt: what it acquired has no holder.
                        Sessions.releaseAcquired(committed);
                    }
                }));
        return done;
    }

    private void checkAcquire(String resource, Duration wait) {
        int bytes = resource.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1
                || bytes > ClientLimits.MAX_RESOURCE_BYTES
                || resource.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("resource has " + bytes + " bytes, expected 1 to "
                    + ClientLimits.MAX_RESOURCE_BYTES + " bytes of UTF-8 without control characters");
        }
        if (wait.isNegative() || wait.compareTo(ClientLimits.MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is " + wait + ", expected zero to " + ClientLimits.MAX_WAIT);
        }
        if (context.config().region().isEmpty()) {
            throw new IllegalArgumentException("region is missing: a client that acquires needs its home region");
        }
        if (closed.get()) {
            throw new IllegalStateException("the client is closed: build another");
        }
    }

    @Override
    public Election elect(String resource, ElectedTask task) {
        checkAcquire(resource, ClientLimits.MAX_WAIT);
        long wait = ClientLimits.MAX_WAIT.toNanos();
        ElectionLoop election = new ElectionLoop(
                context,
                resource,
                Objects.requireNonNull(task, "task"),
                () -> sessions.acquire(resource, wait),
                elections::remove);
        elections.add(election);
        election.start();
        if (closed.get()) {
            election.clientClosed();
        }
        return election;
    }

    @Override
    public OptionalLong sessionId() {
        CompletableFuture<OptionalLong> id = new CompletableFuture<>();
        context.loop()
                .execute(() -> id.complete(
                        sessions.current() == null
                                ? OptionalLong.empty()
                                : OptionalLong.of(sessions.current().id())));
        return closed.get() ? OptionalLong.empty() : Blocking.get(id);
    }

    @Override
    public ArbiterAdmin admin() {
        return admin;
    }

    @Override
    public AsyncArbiterAdmin asyncAdmin() {
        return asyncAdmin;
    }

    Requests requests() {
        return requests;
    }

    SnapshotDownload saveSnapshot(SaveSnapshotRequest request) {
        return SnapshotDownload.start(context, request);
    }

    @Override
    public Watch watch(String prefix, long fromRevision, WatchListener listener) {
        return watch(prefix, fromRevision, WireWatchListener.of(listener));
    }

    Watch watch(String prefix, long fromRevision, WireWatchListener listener) {
        WatchCall watch = new WatchCall(context, prefix, fromRevision, listener, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    @Override
    public void closeSession(Duration limit) {
        ClientLimits.requireTimeout(limit);
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.loop().execute(() -> Futures.copy(sessions.end(limit.toNanos()), done));
        Blocking.await(
                done,
                "interrupted while the session was being closed; its gates are closed, and the rest goes on in the"
                        + " background");
    }

    @Override
    public void detach() {
        close(sessions::abandon);
    }

    @Override
    public void close() {
        close(sessions::close);
    }

    private void close(Supplier<CompletableFuture<Void>> closing) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // First, and in this thread: every later step may be interrupted, or wait for a thread that does not run.
        sessions.gates().closeAll();
        watches.forEach(WatchCall::close);
        elections.forEach(ElectionLoop::clientClosed);
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.loop().execute(() -> closeSessions(closing).whenComplete((told, failure) -> end(done)));
        Blocking.await(
                done,
                "interrupted while the client was being closed; every gate is closed, and the rest"
                        + " goes on in the background");
    }

    /** Fails the future instead of throwing: the clean-up that follows must not depend on this. */
    private CompletableFuture<Void> closeSessions(Supplier<CompletableFuture<Void>> closing) {
        try {
            return closing.get();
        } catch (RuntimeException e) {
            LOG.error("the session could not be closed, it ends after its TTL; please report this", e);
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * In the loop, also if nobody waits for it any more: connections and threads, and then, with every gate
     * closed, the lock that proves this client dead.
     */
    private void end(CompletableFuture<Void> done) {
        try {
            context.retries().close();
            context.router().close();
            shutdown.run();
        } finally {
            context.loop().retire();
            try {
                state.ifPresent(StateDirectory::close);
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }
    }
}
