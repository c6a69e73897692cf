package io.arbiter.simulation.client;

import io.arbiter.simulation.time.Coverage;
import io.arbiter.simulation.time.Env;

/** Stops client processes, or suspends their machines, and resumes them later. */
public final class ProcessPauses {
    private final Env env;
    private final Assumptions assumptions;

    ProcessPauses(Env env, Assumptions assumptions) {
        this.env = env;
        this.assumptions = assumptions;
    }

    /** Suspends a client's machine, if it runs and the gate's assumptions allow it. */
    public void suspend(SimClient client) {
        if (client.host().isRunning() && assumptions.allowSuspend(client.host())) {
            env.coverage().count(Coverage.Kind.VM_SUSPENDS);
            pause(client, true);
        }
    }

    /** Stops a client's process, often for about as long as it takes until the cluster takes it for dead. */
    public void stop(SimClient client) {
        pause(client, false);
    }

    private void pause(SimClient client, boolean suspended) {
        env.trace().record(client, suspended ? "is suspended" : "is stopped");
        client.host().stop(suspended);
        if (suspended) {
            assumptions.suspended(client.host());
        }
        env.time().after(env.random().aroundTtl(client.ttlNanos()), () -> {
            env.trace().record(client, "resumes");
            client.host().resume();
        });
    }
}
