package io.arbiter.server.raft.tcp.append;

import io.arbiter.server.raft.tcp.wire.PeerConnection;
import io.arbiter.server.raft.tcp.wire.ReplyHandler;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import io.arbiter.server.raft.tcp.wire.Threads;
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
 * write to a follower that does not read. This thread notices that, and breaks the other's connection.
 */
final class HeartbeatSender {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /**
     * The tolerance for early heartbeats. The next is due a while after this one's answer, which on a fast network
     * comes at once: a look planned at the time of sending then serves for both, and the answer wakes no thread.
     */
    private static final long EARLY_MILLIS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(HeartbeatSender.class);

    private final PipelinedAppender appender;
    private final PeerConnection connection;
    private final AppendReplyHandler answers;
    private final long timeoutMillis;
    /** Between an answer and the next heartbeat. */
    private final long intervalMillis;

    private final WakeupSignal wakeup = new WakeupSignal();
    private final Backoff backoff = new Backoff();
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    /** When the heartbeat that is not answered yet was sent; null if there is none. */
    private volatile Timestamp underWay;

    private volatile Thread thread;

    /** @param connection its other requests are short, and retried if this sender breaks it */
    HeartbeatSender(
            PipelinedAppender appender, PeerConnection connection, AppendReplyHandler answers, long timeoutMillis) {
        this.appender = appender;
        this.connection = connection;
        this.answers = answers;
        this.timeoutMillis = timeoutMillis;
        this.intervalMillis = appender.getServer().properties().minRpcTimeoutMs() / 2;
    }

    void start() {
        thread = Threads.start(appender + "-heartbeats", this::run);
    }

    /** Ends soon. A late heartbeat does no harm. */
    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
        connection.reset(new IOException("leads no more"));
    }

    void wake() {
        wakeup.wake();
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
        while (!appender.abort()) {
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
            wakeup.await(TimeUnit.MILLISECONDS.toNanos(pauseMillis(underWay)));
        } catch (IOException | RuntimeException broken) {
            LOG.debug("{} begins anew", Thread.currentThread().getName(), broken);
            connection.reset(new IOException(broken));
            failure.set(null);
            underWay = null;
            backoff.pause();
        }
    }

    private boolean isDue() {
        return appender.heartbeatDueMillis() <= EARLY_MILLIS;
    }

    private long pauseMillis(Timestamp sentAt) {
        return sentAt == null
                ? Math.max(1, appender.heartbeatDueMillis())
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
            wake();
        }
    }

    private void send() throws IOException {
        Timestamp sentAt = Timestamp.currentTime();
        underWay = sentAt;
        connection.send(RpcMethod.APPEND, appender.newHeartbeat(), new ReplyHandler<AppendEntriesReplyProto>() {
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
                wake();
            }
        });
    }
}
