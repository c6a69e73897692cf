package io.arbiter.simulation.cluster;

import io.arbiter.fence.FencingGuard;
import io.arbiter.fence.StaleTokenException;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;

/** The storage that the leases protect, with the real guard in front of it. */
public final class SimStorage {
    private final Env env;
    private final SimCluster cluster;
    private final Host host;
    private final FencingGuard guard = FencingGuard.inMemory();

    SimStorage(Env env, SimCluster cluster, Host host) {
        this.env = env;
        this.cluster = cluster;
        this.host = host;
    }

    public Host host() {
        return host;
    }

    public void write(Object writer, String resource, long token) {
        try {
            env.mutant().check(guard, resource, token);
        } catch (StaleTokenException e) {
            env.coverage().count(Kind.LATE_WRITES_REJECTED);
            env.trace()
                    .record(
                            "storage",
                            "rejects %s's write to %s: %d is below %d",
                            writer,
                            resource,
                            token,
                            e.highest());
            cluster.notifyObservers(observer -> observer.writeRejected(resource, token));
            return;
        }
        env.coverage().count(Kind.WRITES_ACCEPTED);
        env.trace().record("storage", "accepts %s's write to %s with token %d", writer, resource, token);
        cluster.notifyObservers(observer -> observer.writeAccepted(resource, token));
    }
}
