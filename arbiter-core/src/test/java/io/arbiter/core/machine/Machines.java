package io.arbiter.core.machine;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Terms;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.promotion.Period;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A machine to try things on, and short words for its commands. */
public final class Machines {
    static final Limits LIMITS = new Limits(10, 10, 10, 10, 10, 10, 10);
    public final LeaseMachine machine = new LeaseMachine(LIMITS, new IgnoredDeadlines());
    private long index;

    public Outcome apply(Command command) {
        return apply(Terms.LATEST, command);
    }

    Outcome apply(Terms terms, Command command) {
        index++;
        ApplyResult applied = machine.apply(index, 1_800_000_000_000L + index, terms, command);
        Invariants.check(machine.state(), LIMITS);
        return applied.outcome();
    }

    public long open(String client, long generation, String... acquires) {
        return open(Principal.NOBODY, client, generation, acquires);
    }

    public long open(Principal owner, String client, long generation, String... acquires) {
        var spec =
                new SessionSpec(client, "start-" + generation, client, "us-east", generation, 5_000, 10_000, 0, owner);
        var first = Stream.of(acquires)
                .map(name -> new Command.FirstAcquire(name, true))
                .toList();
        return ((Outcome.SessionOpened) apply(new Command.OpenSession(spec, List.copyOf(first)))).session();
    }

    public long openIn(String region, String client, String... acquires) {
        var spec = new SessionSpec(client, "start", client, region, 0, 5_000, 10_000, 0);
        var first = Stream.of(acquires)
                .map(name -> new Command.FirstAcquire(name, true))
                .toList();
        return ((Outcome.SessionOpened) apply(new Command.OpenSession(spec, List.copyOf(first)))).session();
    }

    public Outcome queue(String resource, long session) {
        return apply(new Command.Acquire(resource, session, true, 1));
    }

    public Outcome change(Principal caller, AuthChange change) {
        return apply(new Command.ChangeAuth(change, new ChangedBy(caller, "as asked")));
    }

    public Outcome put(LeaseRef lease, long sequence, String value) {
        return apply(new Command.PutRecord(
                lease,
                sequence,
                OptionalLong.empty(),
                Optional.ofNullable(value).map(text -> new RecordValue(text.getBytes()))));
    }

    public State state() {
        return machine.state();
    }

    public Resource resource(String name) {
        return state().resource(name).orElseThrow();
    }

    static final class IgnoredDeadlines implements DeadlineListener {
        @Override
        public void renewed(long session, long renewals, long silenceNanos) {
            // nobody's clock watches here
        }

        @Override
        public void sessionEnded(long session) {
            // nobody's clock watches here
        }

        @Override
        public void lockDelayStarted(String resource, long token, long delayNanos) {
            // nobody's clock watches here
        }

        @Override
        public void lockDelayEnded(String resource) {
            // nobody's clock watches here
        }

        @Override
        public void periods(String resource, List<Period> running) {
            // nobody's clock watches here
        }

        @Override
        public void reset() {
            // nobody's clock watches here
        }
    }
}
