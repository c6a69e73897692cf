package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import io.arbiter.server.consensus.Leadership;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes, on the leader, the commands that the expiry tracker finds due: exactly when the next deadline comes, and at
 * least every 100 ms (S7). While nothing can come due, as on every follower, it does not look; an entry, a change of
 * leadership or a snapshot makes it start again. The tracker repeats a proposal that is refused or lost, so failures
 * are only noted here.
 */
public final class ExpiryProposer implements ReplicaListener {
    static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    /** Deadlines closer together than this share a look. */
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);

    private static final int MAX_AT_ONCE = 1_000;
    private static final int MAX_UNDER_WAY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryProposer.class);

    private final Replica replica;
    private final Proposer sink;
    private final ScheduledExecutorService timer;
    private final AtomicInteger underWay = new AtomicInteger();
    /** Whether no look is planned. */
    private final AtomicBoolean idle = new AtomicBoolean(true);

    private volatile boolean leads;

    public ExpiryProposer(Replica replica, Proposer sink, ScheduledExecutorService timer) {
        this.replica = replica;
        this.sink = sink;
        this.timer = timer;
    }

    /** Runs until the timer is shut down. */
    public void start() {
        replica.addListener(this);
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        leads = leadership.ready();
        scheduleCheck();
    }

    @Override
    public void entryApplied(AppliedEntry entry) {
        scheduleCheck();
    }

    @Override
    public void stateReplaced(View view) {
        scheduleCheck();
    }

    private void check() {
        try {
            proposeDue();
        } catch (RuntimeException e) {
            LOG.error("looking for expired sessions failed; looking again", e);
        }
        // In this order, so that a thread that makes something come due after the look finds that no look is planned.
        idle.set(true);
        scheduleCheck();
    }

    /** Brief while there is nothing to do, because it runs with every entry. */
    private void scheduleCheck() {
        if (leads && idle.get()) {
            OptionalLong untilDue = replica.nanosUntilDue();
            if (untilDue.isPresent() && idle.compareAndSet(true, false)) {
                plan(pauseNanos(untilDue.getAsLong()));
            }
        }
    }

    private void plan(long pauseNanos) {
        try {
            timer.schedule(this::check, pauseNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.debug("no more looking for expired sessions", closing);
        }
    }

    static long pauseNanos(long untilDue) {
        return Math.min(LONGEST_PAUSE.toNanos(), Math.max(SHORTEST_PAUSE.toNanos(), untilDue));
    }

    /** One look. Returns how many proposals it made. */
    public int proposeDue() {
        List<Command> due = replica.due(Math.min(MAX_AT_ONCE, MAX_UNDER_WAY - underWay.get()));
        for (Command command : due) {
            underWay.incrementAndGet();
            sink.propose(command).whenComplete((outcome, failure) -> {
                underWay.decrementAndGet();
                if (failure != null) {
                    LOG.debug("{} was not applied and will be proposed again", command, failure);
                }
            });
        }
        return due.size();
    }
}
