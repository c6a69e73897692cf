package io.arbiter.core.expiry;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.machine.DeadlineListener;
import io.arbiter.core.promotion.Period;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.LongFunction;

/**
 * Notes, on every replica, when it applied each session's last renewal, and on a leader proposes the expiry of those
 * that have been silent for TTL * (1 + drift bound).
 *
 * <p>Because every replica takes notes all the time, a leader change does not reset anybody's TTL (as it does in etcd,
 * etcd#9395). Applying comes after sending, so the silence measured here is never longer than the holder's own: that is
 * S3's half on this side. A replica that restarts or installs a snapshot counts from then, which is later, so safe.
 *
 * <p>Deadlines sit in a heap and are corrected when they come up, so a renewal costs one look-up. Not thread-safe: the
 * tracker lives under the same lock as its machine.
 */
public final class ExpiryTracker implements DeadlineListener {
    /** A lost proposal is repeated after this time. */
    private static final long REPROPOSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final MonotonicClock clock;
    private final long graceNanos;
    private final LinkedHashMap<Long, Timer> sessions = new LinkedHashMap<>();
    private final LinkedHashMap<String, Timer> lockDelays = new LinkedHashMap<>();
    private final LinkedHashMap<String, Map<Period, Timer>> periods = new LinkedHashMap<>();
    private final PriorityQueue<Timer> queue = new PriorityQueue<>((a, b) -> Long.signum(a.queuedFor - b.queuedFor));
    private int cancelled;
    private boolean leading;
    private long graceEnd;

    /**
     * @param grace the time in which a new leader expires nobody, so that holders that could not renew during the
     *     election are not failed over needlessly
     */
    public ExpiryTracker(MonotonicClock clock, Duration grace) {
        this.clock = clock;
        this.graceNanos = grace.toNanos();
    }

    /** This replica leads and has applied everything that was committed before. */
    public void promote() {
        leading = true;
        graceEnd = clock.nanos() + graceNanos;
    }

    public void demote() {
        leading = false;
    }

    /** At most {@code max} commands whose time has come; none unless this replica leads. */
    public List<Command> due(int max) {
        var commands = new ArrayList<Command>();
        long now = clock.nanos();
        if (!leading || now - graceEnd < 0) {
            return commands;
        }
        while (commands.size() < max && !queue.isEmpty() && queue.peek().queuedFor - now <= 0) {
            Timer timer = queue.poll();
            if (timer.cancelled) {
                cancelled--;
                continue;
            }
            boolean due = timer.deadline() - now <= 0;
            if (due) {
                commands.add(timer.proposal());
            }
            enqueue(timer, due ? now + REPROPOSE_NANOS : timer.deadline());
        }
        return commands;
    }

    /** The time in which nothing can come due: a lower bound in nanoseconds, empty if there is nothing to watch. */
    public OptionalLong nanosUntilNext() {
        if (!leading || queue.isEmpty()) {
            return OptionalLong.empty();
        }
        long now = clock.nanos();
        return OptionalLong.of(Math.max(0, Math.max(queue.peek().queuedFor - now, graceEnd - now)));
    }

    /** The silence left to the session before this replica, if it leads, proposes its expiry. */
    public OptionalLong remainingNanos(long session) {
        return remaining(sessions.get(session));
    }

    /** How long ago this replica applied the session's last renewal; empty if there is no such session. */
    public OptionalLong silentNanos(long session) {
        Timer timer = sessions.get(session);
        return timer == null ? OptionalLong.empty() : OptionalLong.of(clock.nanos() - timer.since);
    }

    /** The remaining rest of the resource. */
    public OptionalLong remainingLockDelayNanos(String resource) {
        return remaining(lockDelays.get(resource));
    }

    /** What is left of a period of the resource. */
    public OptionalLong remainingNanos(String resource, PeriodKind kind) {
        return periods.getOrDefault(resource, Map.of()).entrySet().stream()
                .filter(period -> period.getKey().kind() == kind)
                .map(period -> remaining(period.getValue()))
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    private OptionalLong remaining(Timer timer) {
        if (timer == null) {
            return OptionalLong.empty();
        }
        long now = clock.nanos();
        long silence = timer.deadline() - now;
        return OptionalLong.of(Math.max(0, leading ? Math.max(silence, graceEnd - now) : silence));
    }

    @Override
    public void renewed(long session, long renewals, long silenceNanos) {
        Timer timer = sessions.get(session);
        if (timer == null) {
            timer = new Timer(silenceNanos, seen -> new Command.ExpireSession(session, seen));
            sessions.put(session, timer);
            start(timer);
        }
        timer.since = clock.nanos();
        timer.seen = renewals;
    }

    @Override
    public void sessionEnded(long session) {
        cancel(sessions.remove(session));
    }

    @Override
    public void lockDelayStarted(String resource, long token, long delayNanos) {
        var timer = new Timer(delayNanos, seen -> new Command.EndLockDelay(resource, seen));
        timer.seen = token;
        cancel(lockDelays.put(resource, timer));
        start(timer);
    }

    @Override
    public void lockDelayEnded(String resource) {
        cancel(lockDelays.remove(resource));
    }

    @Override
    public void periods(String resource, List<Period> running) {
        Map<Period, Timer> ending = periods.containsKey(resource) ? periods.remove(resource) : new LinkedHashMap<>();
        var going = new LinkedHashMap<Period, Timer>();
        for (Period period : running) {
            Timer known = ending.remove(period);
            going.put(period, known == null ? started(resource, period) : known);
        }
        ending.values().forEach(this::cancel);
        if (!going.isEmpty()) {
            periods.put(resource, going);
        }
    }

    private Timer started(String resource, Period period) {
        var timer = new Timer(period.nanos(), seen -> new Command.EndPeriod(resource, period.kind(), seen));
        timer.seen = period.id();
        start(timer);
        return timer;
    }

    @Override
    public void reset() {
        periods.clear();
        sessions.clear();
        lockDelays.clear();
        queue.clear();
        cancelled = 0;
    }

    /** The number of queued timers, cancelled ones included. */
    int queued() {
        return queue.size();
    }

    private void start(Timer timer) {
        timer.since = clock.nanos();
        enqueue(timer, timer.deadline());
    }

    private void enqueue(Timer timer, long nanos) {
        timer.queuedFor = nanos;
        queue.add(timer);
    }

    /** Removing from the middle of a heap is slow, so the cancelled are swept out once they are the majority. */
    private void cancel(Timer timer) {
        if (timer == null) {
            return;
        }
        timer.cancelled = true;
        if (++cancelled > 64 + queue.size() / 2) {
            queue.removeIf(t -> t.cancelled);
            cancelled = 0;
        }
    }

    /** One silence being measured. */
    private static final class Timer {
        final long spanNanos;
        final LongFunction<Command> proposal;
        long since;
        long seen;
        long queuedFor;
        boolean cancelled;

        Timer(long spanNanos, LongFunction<Command> proposal) {
            this.spanNanos = spanNanos;
            this.proposal = proposal;
        }

        long deadline() {
            return since + spanNanos;
        }

        Command proposal() {
            return proposal.apply(seen);
        }
    }
}
