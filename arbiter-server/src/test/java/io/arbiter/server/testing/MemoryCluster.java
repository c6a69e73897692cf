package io.arbiter.server.testing;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.OutcomeUnknownException;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.testing.MemoryLog.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Logs in memory that agree by fiat. Everything is committed and applied on one thread; tests hold commits back, lose
 * their answers, cut followers off, and choose the leader. Indexes have gaps, as real ones do.
 */
public final class MemoryCluster implements AutoCloseable {
    private record Held(MemoryLog proposer, byte[] entry, Object context, CompletableFuture<Long> answer) {
    }

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

    public synchronized MemoryLog join(Member member, ReplicatedState state) {
        var log = new MemoryLog(this, member, state);
        logs.add(log);
        return log;
    }

    /** Makes one node a ready leader, after it has applied everything; null: nobody leads. */
    public void elect(MemoryLog leader) {
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

    /** A node of an older opinion. */
    public void tell(MemoryLog log, MemoryLog leader) {
        onThread(() -> log.tell(Optional.of(leader.self()), false, term));
    }

    /** From now on nothing is committed until {@link #release}. */
    public void hold() {
        onThread(() -> holding = true);
    }

    public void release() {
        onThread(() -> {
            holding = false;
            while (!held.isEmpty()) {
                commit(held.poll());
            }
        });
    }

    /** Entries that are held are lost: their proposers never know. */
    public void dropHeld() {
        onThread(() -> {
            while (!held.isEmpty()) {
                held.poll().answer().completeExceptionally(new OutcomeUnknownException("lost", null));
            }
            holding = false;
        });
    }

    /** From now on entries are committed, but their proposers do not hear of it. */
    public void loseAnswers(boolean lose) {
        onThread(() -> losingAnswers = lose);
    }

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

    /** How many entries were proposed. */
    public int appended() {
        return appended;
    }

    public long committedIndex() {
        return committed;
    }

    synchronized List<Member> members() {
        return logs.stream().map(MemoryLog::self).toList();
    }

    CompletableFuture<Long> append(MemoryLog proposer, byte[] entry, Object context) {
        var answer = new CompletableFuture<Long>();
        thread.execute(() -> {
            appended++;
            var proposed = new Held(proposer, entry, context, answer);
            if (holding) {
                held.add(proposed);
            } else {
                commit(proposed);
            }
        });
        return answer;
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
        CompletableFuture.runAsync(action, thread).orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
