package io.arbiter.client.internal.session;

import io.arbiter.client.HealthCheck;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.transport.EventLoop;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs the holder's health check on its own thread, within its own time. At most one check is under way:
 * while one is stalled, the holder counts as unhealthy. Confined to the loop, except for the check.
 */
final class HealthProbe {
    private final ClientContext context;
    private final AtomicBoolean running = new AtomicBoolean();

    HealthProbe(ClientContext context) {
        this.context = context;
    }

    /** Reports the verdict in the loop: empty if the holder works, otherwise what is wrong. */
    void run(Consumer<String> verdict) {
        if (context.config().healthCheck().isEmpty()) {
            verdict.accept("");
            return;
        }
        if (!running.compareAndSet(false, true)) {
            verdict.accept("an earlier health check is still stalled");
            return;
        }
        Verdict once = new Verdict(verdict);
        once.timeout = context.loop()
                .schedule(
                        () -> once.tell("the health check took longer than "
                                + context.config().healthTimeout()),
                        context.config().healthTimeout().toNanos());
        context.healthThread()
                .execute(() -> check(context.config().healthCheck().get(), once));
    }

    private void check(HealthCheck health, Verdict verdict) {
        String wrong = "";
        try {
            health.check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wrong = "the health check was interrupted";
        } catch (Exception e) {
            wrong = "the health check failed: " + e;
        }
        String told = wrong;
        running.set(false);
        context.loop().execute(() -> verdict.tell(told));
    }

    /** The first of check and timeout decides. */
    private static final class Verdict {
        private final Consumer<String> verdict;
        private EventLoop.Timer timeout = EventLoop.Timer.NONE;
        private boolean told;

        Verdict(Consumer<String> verdict) {
            this.verdict = verdict;
        }

        void tell(String wrong) {
            if (!told) {
                told = true;
                timeout.cancel();
                verdict.accept(wrong);
            }
        }
    }
}
