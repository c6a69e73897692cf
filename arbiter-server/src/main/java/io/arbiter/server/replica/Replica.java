package io.arbiter.server.replica;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.command.Command;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The lease machine and the expiry tracker of one node, under one lock. Thread-safe: the log's thread applies, any
 * thread may {@link #read}. Callers that wait for an outcome are notified after the lock has been released.
 */
public final class Replica implements ReplicatedState {
    private final Limits limits;
    private final ExpiryTracker expiry;
    private final List<ReplicaListener> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Object leadershipLock = new Object();
    private final PostApplyTasks afterEntry = new PostApplyTasks();
    private final OwnCluster cluster = new OwnCluster();
    private LeaseMachine machine;
    private volatile boolean denying;
    private volatile Optional<SigningKey> signingKey = Optional.empty();
    private long applied = -1;
    private long passed = -1;
    private long leadingTerm = -1;
    private Leadership leadership;

    /**
     * @param limits the same on every node of the cluster
     * @param grace the time in which a new leader expires nobody
     */
    public Replica(Limits limits, MonotonicClock clock, Duration grace) {
        this.limits = limits;
        this.expiry = new ExpiryTracker(clock, grace);
        this.machine = new LeaseMachine(limits, expiry);
    }

    /** Adds a listener permanently; the listener receives the leadership at once, if any is known. */
    public void addListener(ReplicaListener listener) {
        synchronized (leadershipLock) {
            listeners.add(listener);
            if (leadership != null) {
                listener.leadershipChanged(leadership);
            }
        }
    }

    /**
     * An executor for brief tasks that follow from an entry: tasks submitted by listeners and outcomes during their
     * notification run on the applying thread once all are notified; other tasks run elsewhere.
     */
    public Executor afterEntry(Executor elsewhere) {
        return afterEntry.or(elsewhere);
    }

    @Override
    public void apply(long index, byte[] bytes, Object localContext) {
        Entry entry = EntryCodec.decode(bytes);
        AppliedEntry done = locked(() -> apply(index, entry));
        afterEntry.tell(() -> tell(done, Optional.ofNullable((LocalBatch) localContext)));
    }

    @Override
    public void indexAdvanced(long index) {
        locked(() -> passed = index);
        afterEntry.tell(() -> listeners.forEach(listener -> listener.entryPassed(index)));
    }

    private void tell(AppliedEntry done, Optional<LocalBatch> batch) {
        for (int position = 0; position < done.commands().size(); position++) {
            AppliedCommand command = done.commands().get(position);
            int at = position;
            batch.ifPresent(local -> local.applied(at, done.index(), command.outcome()));
            listeners.forEach(listener -> listener.commandApplied(command));
        }
        listeners.forEach(listener -> listener.entryApplied(done));
        batch.ifPresent(local -> local.applied(done));
    }

    private AppliedEntry apply(long index, Entry entry) {
        long tokensBefore = machine.state().counters().lastToken();
        var commands = new ArrayList<AppliedCommand>(entry.commands().size());
        for (Command command : entry.commands()) {
            ApplyResult result = machine.apply(index, entry.wallMillis(), entry.terms(), command);
            commands.add(new AppliedCommand(index, command, result.outcome(), result.events()));
        }
        cluster.learn(machine.state().identity());
        learn(machine.state().auth());
        applied = index;
        passed = index;
        return new AppliedEntry(index, commands, machine.state().counters().lastToken() - tokensBefore);
    }

    /** Reads the state under the lock: be quick, and let no part of the view escape. */
    public <T> T read(Function<View, T> reader) {
        return locked(() -> reader.apply(view()));
    }

    /** The identity of this node's cluster; empty until it is applied here. It never changes. */
    public Optional<String> clusterId() {
        return cluster.id();
    }

    private void learn(AuthState auth) {
        denying = auth.enabled();
        signingKey = auth.keys().current();
    }

    /** The key that signs grants, as far as applied here; empty if none does. */
    public Optional<SigningKey> signingKey() {
        return signingKey;
    }

    /** Whether authorization is enabled, as far as applied here. */
    public boolean isDenying() {
        return denying;
    }

    /** The state as a value, with the index of the last entry even if the last entries held no command. */
    public StateSnapshot image() {
        return locked(() -> machine.image().appliedThrough(appliedOrZero()));
    }

    private long appliedOrZero() {
        return Math.max(applied, 0);
    }

    /** Commands whose time has come, at most {@code max}; none unless this node is a ready leader. */
    public List<Command> due(int max) {
        return locked(() -> expiry.due(max));
    }

    /** Nanoseconds in which nothing can come due. */
    public OptionalLong nanosUntilDue() {
        return locked(expiry::nanosUntilNext);
    }

    @Override
    public CapturedSnapshot freeze() {
        return locked(() -> new CapturedSnapshot(lock, machine.capture(), appliedOrZero()));
    }

    @Override
    public void restoreSnapshot(InputStream in) throws IOException {
        StateSnapshot image = SnapshotCodec.read(in);
        locked(() -> {
            expiry.reset();
            machine = new LeaseMachine(limits, expiry);
            machine.restore(image);
            cluster.learn(image.identity());
            learn(image.auth());
            applied = image.counters().appliedIndex();
            passed = applied;
            View view = view();
            listeners.forEach(listener -> listener.stateReplaced(view));
            return null;
        });
    }

    @Override
    public void reset() {
        locked(() -> {
            expiry.reset();
            machine = new LeaseMachine(limits, expiry);
            learn(AuthState.INITIAL);
            applied = -1;
            passed = -1;
            return null;
        });
    }

    @Override
    public void leadershipChanged(Leadership now) {
        synchronized (leadershipLock) {
            leadership = now;
            locked(() -> {
                promoteOrDemote(now);
                return null;
            });
            listeners.forEach(listener -> listener.leadershipChanged(now));
        }
    }

    /** A repeated notification of the same leadership must not grant a second grace. */
    private void promoteOrDemote(Leadership now) {
        if (!now.ready()) {
            leadingTerm = -1;
            expiry.demote();
        } else if (leadingTerm != now.term()) {
            leadingTerm = now.term();
            expiry.promote();
        }
    }

    private View view() {
        return new View(machine.state(), expiry, applied, passed, leadingTerm >= 0);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
