package io.arbiter.server.memory;

import io.arbiter.core.command.Command;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.OutcomeUnknownException;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.memory.MemoryLog.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Logs in memory that agree by fiat. Everything is committed and applied on one thread; tests hold commits back, lose
 * their answers, cut followers off, and choose the leader. Indexes have gaps, as real ones do. Thread-safe; a method
 * returns only after its effect, so none may be called from the thread that applies.
 */
public final class MemoryCluster implements AutoCloseable {
    /** Longer than the stalls of a busy machine. */
    static final long PATIENCE_SECONDS = 300;

    private record Held(MemoryLog proposer, byte[] entry, Object context, CompletableFuture<Long> answer) {}

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        var log = new Thread(task, "memory-log");
        log.setDaemon(true);
        return log;
    });
    private final List<MemoryLog> logs = new ArrayList<>();
    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private volatile long committed;
    private volatile boolean holding;
    private volatile boolean losingAnswers;
    private volatile int appended;
    private long term;

    /** Adds a node's log, which follows. */
    public synchronized MemoryLog join(Member member, ReplicatedState state) {
        var log = new MemoryLog(this, member, state);
        logs.add(log);
        return log;
    }

    /** Makes a node that serves a ready leader, and waits until the cluster is formed; null for no leader. */
    public void elect(MemoryLog leader) {
        electOnly(leader);
        if (leader != null) {
            leader.awaitFormed();
        }
    }

    /** Makes one node a ready leader, after it has applied everything. */
    public void electOnly(MemoryLog leader) {
        onThread(() -> {
            term++;
            Optional<Member> now = Optional.ofNullable(leader).map(MemoryLog::self);
            for (MemoryLog log : logs) {
                if (log != leader) {
                    log.tell(now, false, term);
                }
            }
            if (leader != null) {
                leader.tell(now, false, term);
                leader.tell(now, true, term);
            }
        });
    }

    /** Notifies one node of a leader, which may be an old one. */
    public void tell(MemoryLog log, MemoryLog leader) {
        onThread(() -> log.tell(Optional.of(leader.self()), false, term));
    }

    /**
     * Runs an action while nothing else is committed, and commits the entries that it makes before any other, also
     * while entries are held.
     *
     * @param proposer leads
     */
    public void commitAtOnce(MemoryLog proposer, Supplier<List<byte[]>> entries) {
        onThread(() ->
                entries.get().forEach(entry -> commit(new Held(proposer, entry, null, new CompletableFuture<>()))));
    }

    /** From now on nothing is committed until {@link #release}. */
    public void hold() {
        onThread(() -> holding = true);
    }

    /** Commits the entries held, and from now on everything. */
    public void release() {
        onThread(() -> {
            holding = false;
            while (!held.isEmpty()) {
                commit(held.poll());
            }
        });
    }

    /** Loses the entries that are held: their proposers never learn of it. */
    public void dropHeld() {
        onThread(() -> {
            while (!held.isEmpty()) {
                held.poll().answer().completeExceptionally(new OutcomeUnknownException("lost", null));
            }
            holding = false;
        });
    }

    /** From now on entries are committed, but their proposers get no answer. */
    public void loseAnswers(boolean lose) {
        onThread(() -> losingAnswers = lose);
    }

    /** Sets whether the node applies nothing; once it applies again, it applies the entries that it missed. */
    public void cutOff(MemoryLog log, boolean cut) {
        onThread(() -> log.cutOff(cut));
    }

    /** Installs {@code source}'s state on a node that is cut off, in place of the entries it missed. */
    public void installSnapshot(MemoryLog log, Runnable copy) {
        onThread(() -> {
            copy.run();
            log.dropBacklog(committed);
            log.cutOff(false);
        });
    }

    /** The number of entries proposed, except those that form the cluster. */
    public int appended() {
        return appended;
    }

    /** The index of the newest entry; 0 if there is none. */
    public long committedIndex() {
        return committed;
    }

    synchronized List<Member> members() {
        return logs.stream().map(MemoryLog::self).toList();
    }

    CompletableFuture<Long> append(MemoryLog proposer, byte[] entry, Object context) {
        var answer = new CompletableFuture<Long>();
        thread.execute(() -> {
            appended += forms(entry) ? 0 : 1;
            var proposed = new Held(proposer, entry, context, answer);
            if (holding) {
                held.add(proposed);
            } else {
                commit(proposed);
            }
        });
        return answer;
    }

    private static boolean forms(byte[] entry) {
        return EntryCodec.decode(entry).commands().stream().anyMatch(Command.FormCluster.class::isInstance);
    }

    private void commit(Held entry) {
        committed += 1 + committed % 2;
        long index = committed;
        for (MemoryLog log : List.copyOf(logs)) {
            boolean proposer = log == entry.proposer() && !losingAnswers;
            log.deliver(new Delivery(index, entry.entry(), proposer ? entry.context() : null));
        }
        if (losingAnswers) {
            entry.answer().completeExceptionally(new OutcomeUnknownException("the answer is lost", null));
        } else {
            entry.answer().complete(index);
        }
    }

    private void onThread(Runnable action) {
        CompletableFuture.runAsync(action, thread)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Entries that are not committed by now never will be. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
