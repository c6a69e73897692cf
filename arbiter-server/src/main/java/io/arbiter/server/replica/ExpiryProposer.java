package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes, on the leader, what the expiry tracker finds due: exactly when the next deadline comes, and at least every
 * 100 ms (S7). A proposal that is refused or lost is made again by the tracker, so failures are only noted here.
 */
public final class ExpiryProposer {
    static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    /** Deadlines closer together than this share a look. */
    static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    private static final int MAX_AT_ONCE = 1_000;
    private static final int MAX_UNDER_WAY = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryProposer.class);

    private final Replica replica;
    private final CommandSink sink;
    private final ScheduledExecutorService timer;
    private final AtomicInteger underWay = new AtomicInteger();

    public ExpiryProposer(Replica replica, CommandSink sink, ScheduledExecutorService timer) {
        this.replica = replica;
        this.sink = sink;
        this.timer = timer;
    }

    /** Runs until the timer is shut down. */
    public void start() {
        timer.schedule(this::lookAndRepeat, 0, TimeUnit.NANOSECONDS);
    }

    private void lookAndRepeat() {
        try {
            proposeDue();
        } catch (RuntimeException e) {
            LOG.error("looking for expired sessions failed; looking again", e);
        }
        if (!timer.isShutdown()) {
            timer.schedule(this::lookAndRepeat, pauseNanos(replica.nanosUntilDue()), TimeUnit.NANOSECONDS);
        }
    }

    static long pauseNanos(OptionalLong untilDue) {
        long wanted = untilDue.orElse(Long.MAX_VALUE);
        return Math.min(LONGEST_PAUSE.toNanos(), Math.max(SHORTEST_PAUSE.toNanos(), wanted));
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
