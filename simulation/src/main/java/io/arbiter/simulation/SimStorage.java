package io.arbiter.simulation;

import io.arbiter.fence.FencingGuard;
import io.arbiter.fence.StaleTokenException;
import io.arbiter.simulation.Coverage.Kind;

/** The storage that the leases protect, with the real guard in front of it. */
final class SimStorage {
    private final World world;
    private final Host host;
    private final FencingGuard guard = FencingGuard.inMemory();

    SimStorage(World world, Host host) {
        this.world = world;
        this.host = host;
    }

    Host host() {
        return host;
    }

    void write(Object writer, String resource, long token) {
        try {
            world.mutant.check(guard, resource, token);
        } catch (StaleTokenException e) {
            world.coverage.count(Kind.LATE_WRITES_REJECTED);
            world.trace.say("storage", "rejects %s's write to %s: %d is below %d", writer, resource, token,
                    e.highest());
            world.checks.guard.rejected(resource, token);
            return;
        }
        world.coverage.count(Kind.WRITES_ACCEPTED);
        world.trace.say("storage", "accepts %s's write to %s with token %d", writer, resource, token);
        world.checks.guard.accepted(resource, token);
    }
}
