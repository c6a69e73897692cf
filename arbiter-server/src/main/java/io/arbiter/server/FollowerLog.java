package io.arbiter.server;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.ReplicatedLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs on the leader each follower that was lost or is back, a line each, from a thread of its own. */
final class FollowerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerLog.class);
    private static final long LOOK_EVERY_MILLIS = 500;

    private final ReplicatedLog log;
    private final FollowerChanges changes = new FollowerChanges();
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread created = new Thread(task, "followers");
        created.setDaemon(true);
        return created;
    });

    private FollowerLog(ReplicatedLog log) {
        this.log = log;
    }

    static FollowerLog start(ReplicatedLog log) {
        var started = new FollowerLog(log);
        started.thread.scheduleWithFixedDelay(started::check, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        return started;
    }

    private void check() {
        try {
            Map<String, String> addresses =
                    log.members().stream().collect(Collectors.toMap(Member::name, Member::raftAddress));
            changes.since(log.followers(), addresses, Instant.now().truncatedTo(ChronoUnit.MILLIS))
                    .forEach(LOG::info);
        } catch (RuntimeException e) {
            // Caught here, because the executor would otherwise silently never look again.
            LOG.warn("cannot tell how the followers are", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
