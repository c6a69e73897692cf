package io.arbiter.bench.micro;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.outcome.Outcome;
import java.util.List;
import java.util.function.Function;

/**
 * Many sessions with the same number of leases each, created by commands. Deterministic: session {@code s} (from 1)
 * holds the {@code leasesEach} resources {@code fleet/s/0 ...}.
 */
final class Fleet {
    private static final long WALL_MILLIS = 1_800_000_000_000L;

    private final Function<Command, Outcome> applied;
    private final int leasesEach;
    private int sessions;

    /** @param applied applies a command and returns its outcome */
    Fleet(int leasesEach, Function<Command, Outcome> applied) {
        this.leasesEach = leasesEach;
        this.applied = applied;
    }

    static long wallMillis() {
        return WALL_MILLIS;
    }

    /** Grows to so many leases, a multiple of those that one session holds. */
    void growTo(int leases) {
        while (sessions * leasesEach < leases) {
            sessions++;
            expect(Outcome.SessionOpened.class, applied.apply(new Command.OpenSession(spec(sessions), List.of())));
            for (int lease = 0; lease < leasesEach; lease++) {
                expect(Outcome.LeaseAcquired.class, applied.apply(acquire(sessions, lease)));
            }
        }
    }

    int sessions() {
        return sessions;
    }

    Command acquire(int session, int lease) {
        return new Command.Acquire("fleet/%07d/%d".formatted(session, lease), session, false, 1);
    }

    private static SessionSpec spec(int session) {
        return new SessionSpec(
                "client-%07d".formatted(session),
                "start-1",
                "host-%07d:4711".formatted(session),
                "us-east",
                1,
                10_000,
                10_000,
                0);
    }

    private static void expect(Class<? extends Outcome> expected, Outcome outcome) {
        if (!expected.isInstance(outcome)) {
            throw new IllegalStateException("expected " + expected.getSimpleName() + ", was " + outcome);
        }
    }
}
