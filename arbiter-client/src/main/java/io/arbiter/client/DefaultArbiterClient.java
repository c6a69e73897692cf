package io.arbiter.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The client: checks what it is given in the caller's thread, and does the rest in the loop. */
final class DefaultArbiterClient implements ArbiterClient {
    private final Parts parts;
    private final Sessions sessions;
    private final Optional<StateDirectory> state;
    private final Runnable shutdown;
    private final ArbiterAdmin admin;
    private final AsyncArbiterAdmin asyncAdmin;
    private final Set<WatchCall> watches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param shutdown ends what the client owns beside the loop */
    DefaultArbiterClient(Parts parts, Optional<StateDirectory> state, Runnable shutdown) {
        Requests requests = new LoopRequests(parts);
        this.parts = parts;
        this.sessions = new Sessions(parts, state);
        this.state = state;
        this.shutdown = shutdown;
        this.admin = new ArbiterAdmin(new AsyncArbiterAdmin(requests));
        this.asyncAdmin = new AsyncArbiterAdmin(new PublishedRequests(requests, parts));
    }

    @Override
    public Lease acquire(String resource, Duration wait) {
        CompletableFuture<Lease> granted = begin(resource, wait);
        try {
            return Blocking.get(granted);
        } catch (IndeterminateException e) {
            // Interrupted: what was granted before the cancel arrived has no holder.
            granted.thenAccept(Lease::releaseAsync);
            throw e;
        }
    }

    @Override
    public CompletableFuture<Lease> acquireAsync(String resource, Duration wait) {
        CompletableFuture<Lease> granted = begin(resource, wait);
        CompletableFuture<Lease> user = parts.published(granted);
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
        parts.loop().execute(() -> begin(resource, wait, granted));
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
                parts.loop().execute(() -> acquire.cancel(true));
            }
        });
    }

    @Override
    public List<Lease> acquireAll(Collection<String> resources, Duration wait) {
        if (resources.size() > ClientLimits.MAX_FIRST_ACQUIRES || new HashSet<>(resources)
                .size() != resources.size()) {
            throw new IllegalArgumentException(resources.size() + " resources, expected at most "
                    + ClientLimits.MAX_FIRST_ACQUIRES + " without repetition");
        }
        resources.forEach(resource -> checkAcquire(resource, wait));
        List<CompletableFuture<Lease>> calls = new ArrayList<>();
        resources.forEach(resource -> calls.add(new CompletableFuture<>()));
        parts.loop().execute(() -> {
            int i = 0;
            for (String resource : resources) {
                begin(resource, wait, calls.get(i++));
            }
        });
        return AllOrNone.of(calls);
    }

    private void checkAcquire(String resource, Duration wait) {
        int bytes = resource.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > ClientLimits.MAX_RESOURCE_BYTES || resource.chars()
                .anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("resource has " + bytes + " bytes, expected 1 to "
                    + ClientLimits.MAX_RESOURCE_BYTES + " bytes of UTF-8 without control characters");
        }
        if (wait.isNegative() || wait.compareTo(ClientLimits.MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is " + wait + ", expected zero to "
                    + ClientLimits.MAX_WAIT);
        }
        if (parts.config().region().isEmpty()) {
            throw new IllegalArgumentException(
                    "region is missing: a client that acquires needs its home region");
        }
        if (closed.get()) {
            throw new IllegalStateException("the client is closed: build another");
        }
    }

    @Override
    public OptionalLong sessionId() {
        CompletableFuture<OptionalLong> id = new CompletableFuture<>();
        parts.loop().execute(() -> id.complete(sessions.current() == null
                ? OptionalLong.empty() : OptionalLong.of(sessions.current().id())));
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

    @Override
    public Watch watch(String prefix, long fromRevision, WatchListener listener) {
        WatchCall watch = new WatchCall(parts, prefix, fromRevision, listener, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        watches.forEach(WatchCall::close);
        CompletableFuture<Void> done = new CompletableFuture<>();
        parts.loop().execute(() -> Futures.copy(sessions.close(), done));
        try {
            Blocking.get(done);
        } finally {
            // Every gate is closed by now, told or not, so the proof of our death may be given.
            parts.loop().execute(() -> {
                parts.retries().close();
                parts.router().close();
                parts.loop().retire();
            });
            shutdown.run();
            state.ifPresent(StateDirectory::close);
        }
    }
}
