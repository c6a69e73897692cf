package io.arbiter.server.raft;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the state and the operator of each change of leadership, on a thread of its own. The library's notifications
 * come with its locks held, and none comes when the leader is lost: so they are hints to look now, and every
 * {@value #LOOK_EVERY_MILLIS} ms somebody looks anyway.
 */
final class LeadershipMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipMonitor.class);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Supplier<Leadership> current;
    private final ReplicatedState state;
    private final FatalExit fatalExit;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "leadership");
        created.setDaemon(true);
        return created;
    });
    private Leadership told;

    LeadershipMonitor(Supplier<Leadership> current, ReplicatedState state, FatalExit fatalExit) {
        this.current = current;
        this.state = state;
        this.fatalExit = fatalExit;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Any thread, any lock. */
    void hint() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException e) {
            LOG.debug("leadership changed while closing", e);
        }
    }

    private void look() {
        try {
            Leadership now = current.get();
            if (!now.equals(told)) {
                log(told, now);
                told = now;
                state.leadershipChanged(now);
            }
        } catch (RuntimeException | Error e) {
            fatalExit.exit(ExitCode.STATE_FAILED, "cannot follow a change of leadership", e);
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
