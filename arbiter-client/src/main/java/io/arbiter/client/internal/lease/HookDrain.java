package io.arbiter.client.internal.lease;

import io.arbiter.client.DrainHook;
import io.arbiter.client.Lease;
import io.arbiter.client.internal.context.UserTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A drain by the user's hook, in a thread of its own. */
final class HookDrain implements Handover.Drain {
    private final Executor workers;
    private final UserTask task;

    HookDrain(Executor workers, Lease lease, DrainHook hook) {
        this.workers = workers;
        this.task = new UserTask(() -> hook.drain(lease));
    }

    @Override
    public CompletableFuture<Void> begin() {
        workers.execute(task);
        return task.ended();
    }

    @Override
    public void expired() {
        task.interrupt();
    }
}
