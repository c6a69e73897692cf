package io.arbiter.server;

import io.arbiter.server.exit.ExitCode;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into a clean shutdown with exit code 0. A signal that arrives before the node is up ends the
 * process at once. That loses nothing acknowledged, and neither does an end in the middle of a shutdown, so a shutdown
 * that hangs is cut short: the library's close was once seen to wait permanently, and a node that neither serves nor
 * ends is worse than one that ended too soon.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final IntConsumer halt;
    private Runnable close;
    private Duration limit;

    Shutdown(IntConsumer halt) {
        this.halt = halt;
    }

    static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown(Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::run, "shutdown"));
        return shutdown;
    }

    /**
     * @param ofServer closes the server that has started
     * @param atMost the longest time for that
     */
    synchronized void by(Runnable ofServer, Duration atMost) {
        close = ofServer;
        limit = atMost;
    }

    /** A start that failed runs this hook too, by way of System.exit, and keeps its exit code. */
    synchronized void run() {
        if (close != null) {
            Thread closing = new Thread(close, "closing");
            closing.start();
            await(closing);
            halt.accept(ExitCode.OK.code());
        }
    }

    private void await(Thread closing) {
        try {
            closing.join(limit.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.error(
                    "the shutdown is not over after {} s and is cut short; nothing that was acknowledged is lost. "
                            + "Please report this with the threads:{}",
                    limit.toSeconds(),
                    threads());
        }
    }

    private static String threads() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            text.append("\n")
                    .append(thread.getKey().getName())
                    .append(", ")
                    .append(thread.getKey().getState());
            for (StackTraceElement frame : thread.getValue()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }
}
