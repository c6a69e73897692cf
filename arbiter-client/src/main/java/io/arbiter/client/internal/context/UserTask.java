package io.arbiter.client.internal.context;

import java.util.concurrent.CompletableFuture;

/**
 * Code of the user on a thread of its own: it can be interrupted while it runs, but its thread is not interrupted
 * once the code has ended. Thread-safe.
 */
public final class UserTask implements Runnable {
    private final Body body;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Thread thread;
    private boolean stopped;

    /** The user's code. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    public UserTask(Body body) {
        this.body = body;
    }

    /** Completes in its thread when it has ended, with what it threw; a task that was stopped before is not started. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Asks it to end. May be repeated. */
    public synchronized void interrupt() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Whether it was asked to end. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Whether the caller is the task itself. */
    public synchronized boolean isCurrentThread() {
        return thread == Thread.currentThread();
    }

    @Override
    public void run() {
        Throwable failure = null;
        if (enter()) {
            try {
                body.run();
            } catch (Throwable e) {
                // The caller that waits for the end reports it, errors too: this thread has nobody to report to.
                failure = e;
            } finally {
                leave();
            }
        }
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    private synchronized boolean enter() {
        if (stopped) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** Its thread goes on to other work, for which this interrupt is not meant. */
    private synchronized void leave() {
        thread = null;
        if (stopped) {
            Thread.interrupted();
        }
    }
}
