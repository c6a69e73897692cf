package io.arbiter.server.raft;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the state and the operator of each change of leadership, on a thread of its own. The library's notifications
 * come with its locks held, so they are only hints to look now; each comes after its event. None comes when a follower
 * gives its leader up for lost, nor when the log dies, so the monitor also looks unprompted: seldom while a leader is
 * known, often while there is none.
 */
final class LeadershipMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipMonitor.class);
    /** Half the shortest time after which a silent leader is given up. */
    private static final Duration SETTLED_PAUSE = Duration.ofMillis(500);

    private static final Duration UNSETTLED_PAUSE = Duration.ofMillis(100);

    private final Supplier<Leadership> current;
    private final ReplicatedState state;
    private final FatalExit fatalExit;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "leadership");
        created.setDaemon(true);
        return created;
    });
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>(); // of the thread alone
    private Leadership told;
    private ScheduledFuture<?> next;

    LeadershipMonitor(Supplier<Leadership> current, ReplicatedState state, FatalExit fatalExit) {
        this.current = current;
        this.state = state;
        this.fatalExit = fatalExit;
        thread.setRemoveOnCancelPolicy(true);
    }

    void start() {
        hint();
    }

    /** Called from any thread, with any lock held. */
    void hint() {
        try {
            thread.execute(this::lookAndPlan);
        } catch (RejectedExecutionException e) {
            LOG.debug("leadership changed while closing", e);
        }
    }

    /** Completes once a leader is known. */
    CompletableFuture<Void> leaderKnown() {
        var known = new CompletableFuture<Void>();
        try {
            thread.execute(() -> {
                waiting.add(known);
                lookAndPlan();
            });
        } catch (RejectedExecutionException closing) {
            known.completeExceptionally(closing);
        }
        return known;
    }

    private void lookAndPlan() {
        if (next != null) {
            next.cancel(false);
        }
        Leadership now = check();
        next = thread.schedule(this::lookAndPlan, pause(now).toMillis(), TimeUnit.MILLISECONDS);
    }

    static Duration pause(Leadership now) {
        return isSettled(now) ? SETTLED_PAUSE : UNSETTLED_PAUSE;
    }

    private static boolean isSettled(Leadership now) {
        return now.ready() || now.leader().isPresent() && !now.isLeader();
    }

    /** The number of looks planned. */
    int planned() {
        return thread.getQueue().size();
    }

    private Leadership check() {
        try {
            Leadership now = current.get();
            if (!now.equals(told)) {
                log(told, now);
                told = now;
                state.leadershipChanged(now);
            }
            if (isSettled(now)) {
                waiting.forEach(known -> known.complete(null));
                waiting.clear();
            }
            return now;
        } catch (RuntimeException | Error e) {
            fatalExit.exit(ExitCode.STATE_FAILED, "cannot follow a change of leadership", e);
            throw e;
        }
    }

    private static void log(Leadership before, Leadership now) {
        if (before != null && before.isLeader() && !now.isLeader()) {
            LOG.info("{} lost leadership of term {}", now.self(), before.term());
        }
        if (now.ready()) {
            if (before == null || !before.ready() || before.term() != now.term()) {
                LOG.info("{} leads, term {}", now.self(), now.term());
            }
        } else if (now.leader().isEmpty()) {
            if (before == null || before.leader().isPresent()) {
                LOG.info("no leader known, term {}", now.term());
            }
        } else if (!now.isLeader() && (before == null || !Objects.equals(before.leader(), now.leader()))) {
            LOG.info("leader is {}, term {}", now.leader().get().name(), now.term());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
