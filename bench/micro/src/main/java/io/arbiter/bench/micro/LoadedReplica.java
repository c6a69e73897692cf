package io.arbiter.bench.micro;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.replica.AppliedEntry;
import io.arbiter.server.replica.LocalBatch;
import io.arbiter.server.replica.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/** A server's replica without the server: entries go in as bytes, as they come from the log. */
final class LoadedReplica {
    /** Commands per measured entry: a batch of moderate size. */
    static final int BATCH = 64;

    private final Replica replica = new Replica(Limits.DEFAULT, System::nanoTime, Duration.ofSeconds(1));
    private final SplittableRandom random = new SplittableRandom(7);
    private final Fleet fleet;
    private final int leasesEach;
    private final List<LeaseRef> taken = new ArrayList<>();
    private long index;

    LoadedReplica(int leases, int leasesEach) {
        this.leasesEach = leasesEach;
        this.fleet = new Fleet(leasesEach, this::outcomeOf);
        fleet.growTo(leases);
    }

    Replica replica() {
        return replica;
    }

    private Outcome outcomeOf(Command command) {
        return apply(List.of(command)).get(0);
    }

    private List<Outcome> apply(List<Command> commands) {
        return apply(encode(commands));
    }

    private static byte[] encode(List<Command> commands) {
        return EntryCodec.encode(new Entry(Fleet.wallMillis(), commands));
    }

    private List<Outcome> apply(byte[] entry) {
        var outcomes = new ArrayList<Outcome>();
        replica.apply(++index, entry, new LocalBatch() {
            @Override
            public void applied(int position, long at, Outcome outcome) {
                outcomes.add(outcome);
            }

            @Override
            public void applied(AppliedEntry applied) {
                // The outcomes say all.
            }
        });
        return outcomes;
    }

    /** An entry that renews sessions anywhere among the others, which know their leases, as nearly all do. */
    byte[] renewals() {
        return batch(i -> {
            long session = session();
            return new Command.RenewSession(session, holdingsVersion(session));
        });
    }

    /** An entry that acquires free resources anywhere among the others. */
    byte[] acquires() {
        return batch(i -> fleet.acquire(session(), leasesEach + i));
    }

    /** An entry that releases the leases kept from the last applied entry. */
    byte[] releases() {
        return encode(taken.stream().<Command>map(Command.Release::new).toList());
    }

    private byte[] batch(IntFunction<Command> command) {
        var commands = new ArrayList<Command>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            commands.add(command.apply(i));
        }
        return encode(commands);
    }

    private long holdingsVersion(long session) {
        return replica.read(view -> view.state().session(session).orElseThrow().holdingsVersion());
    }

    private int session() {
        return 1 + random.nextInt(fleet.sessions());
    }

    void apply(byte[] entry, boolean keepsLeases) {
        List<Outcome> outcomes = apply(entry);
        taken.clear();
        for (Outcome outcome : outcomes) {
            if (keepsLeases && outcome instanceof Outcome.LeaseAcquired acquired) {
                var lease = acquired.lease();
                taken.add(new LeaseRef(lease.resource(), lease.session(), lease.token()));
            }
        }
    }
}
