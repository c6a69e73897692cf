package io.arbiter.server.read;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A replica whose state can be read, and short words for what brings it there. */
final class ReadReplica {
    private final Replica replica = new Replica(Limits.DEFAULT, () -> 1, Duration.ZERO);
    private long index;

    void apply(Command command) {
        index++;
        replica.apply(index, EntryCodec.encode(new Entry(index, List.of(command))), null);
    }

    <T> T read(Function<View, T> reader) {
        return replica.read(reader);
    }

    /** The session, which waits for what is held. */
    long open(String region, String... acquires) {
        return open(new SessionSpec("c" + index, "i", "h", region, 0, 5_000, 10_000, 0), acquires);
    }

    /** The session of a process of one client, which proves that the ones before it are dead. */
    long start(String region, long generation, String... acquires) {
        return open(new SessionSpec("c", "i" + generation, "h", region, generation, 5_000, 10_000, 0), acquires);
    }

    private long open(SessionSpec spec, String... acquires) {
        var first = Stream.of(acquires)
                .map(name -> new Command.FirstAcquire(name, true))
                .toList();
        apply(new Command.OpenSession(spec, first));
        return read(view -> view.state().counters().lastSession());
    }

    void putPolicy(String scope, Failover failover, String... preferred) {
        putPolicy(new Policy(scope, new TreeSet<>(), List.of(preferred), failover, 0, 1_000, 3_600_000));
    }

    void putPolicy(Policy policy) {
        long version = read(view -> view.state().policies().version());
        apply(new Command.ChangePolicies(
                new PolicyChange(version, List.of(policy), List.of()), new OperatorAction("alice", "drill")));
    }
}
