package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.util.Timestamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heartbeats to one follower, on a thread of their own: the one that sends entries may hang in a connect, or in a
 * write to a follower that does not read. This one sees that, and breaks its link.
 */
final class Pulse {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /**
     * How much too early a heartbeat may be. The next is due a while after this one's answer, which on a fast network
     * comes at once: a look planned as it is sent then does for both, and the answer wakes nobody.
     */
    private static final long EARLY_MILLIS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final PipelinedAppender appender;
    private final Link link;
    private final AppendAnswers answers;
    private final long timeoutMillis;
    /** Between an answer and the next heartbeat. */
    private final long intervalMillis;
    private final Doorbell doorbell = new Doorbell();
    private final Backoff backoff = new Backoff();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    /** When the heartbeat that is not answered yet was sent; null if there is none. */
    private volatile Timestamp underWay;
    private volatile Thread thread;

    /** @param link what else is sent on it is short, and asked again if this one breaks it */
    Pulse(PipelinedAppender appender, Link link, AppendAnswers answers, long timeoutMillis) {
        this.appender = appender;
        this.link = link;
        this.answers = answers;
        this.timeoutMillis = timeoutMillis;
        this.intervalMillis = appender.getServer().properties().minRpcTimeoutMs() / 2;
    }

    void start() {
        thread = Threads.start(appender + "-pulse", this::run);
    }

    /** Ends soon. A heartbeat of the past does no harm. */
    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        link.reset(new IOException("leads no more"));
    }

    void ring() {
        doorbell.ring();
    }

    private void run() {
        try {
            while (appender.isRunning()) {
                beat();
            }
        } catch (InterruptedException stopped) {
            LOG.debug("{} ends", Thread.currentThread().getName());
        }
        // More than once: the other thread may just be about to connect.
        while (!appender.breakOff()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void beat() throws InterruptedException {
        try {
            appender.watch();
            giveUpOnFailure();
            if (underWay == null && isDue()) {
                send();
            }
            doorbell.await(TimeUnit.MILLISECONDS.toNanos(pauseMillis(underWay)));
        } catch (IOException | RuntimeException broken) {
            LOG.debug("{} begins anew", Thread.currentThread().getName(), broken);
            link.reset(new IOException(broken));
            failure.set(null);
            underWay = null;
            backoff.pause();
        }
    }

    private boolean isDue() {
        return appender.heartbeatDueMillis() <= EARLY_MILLIS;
    }

    private long pauseMillis(Timestamp sentAt) {
        return sentAt == null ? Math.max(1, appender.heartbeatDueMillis())
                : pauseMillis(sentAt.elapsedTimeMs(), intervalMillis, timeoutMillis);
    }

    /**
     * While a heartbeat is under way: until the next would be due had it been answered at once; then more often. Never
     * longer than the interval, so that an answer in between need not wake it.
     */
    static long pauseMillis(long underWayMillis, long intervalMillis, long timeoutMillis) {
        return Math.max(timeoutMillis / 4, intervalMillis - underWayMillis);
    }

    private void giveUpOnFailure() throws IOException {
        IOException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
        Timestamp sentAt = underWay;
        if (sentAt != null && sentAt.elapsedTimeMs() > timeoutMillis) {
            throw new IOException("no answer to a heartbeat for " + sentAt.elapsedTimeMs() + " ms");
        }
    }

    /** Somebody may have asked for a heartbeat while one was under way. */
    private void ringIfDue() {
        if (isDue()) {
            ring();
        }
    }

    private void send() throws IOException {
        Timestamp sentAt = Timestamp.currentTime();
        underWay = sentAt;
        link.send(Rpc.APPEND, appender.newHeartbeat(), new Reception<AppendEntriesReplyProto>() {
            @Override
            public void answered(AppendEntriesReplyProto reply) {
                underWay = null;
                backoff.reset();
                answers.heartbeatAnswered(sentAt, reply);
                ringIfDue();
            }

            @Override
            public void failed(IOException why) {
                failure.set(why);
                ring();
            }
        });
    }
}
