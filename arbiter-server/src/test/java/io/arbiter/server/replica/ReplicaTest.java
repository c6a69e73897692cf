package io.arbiter.server.replica;

import static io.arbiter.server.replica.Samples.bytes;
import static io.arbiter.server.replica.Samples.open;
import static io.arbiter.server.replica.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.server.codec.MalformedEntryException;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.SnapshotSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final Member SELF = new Member("a", "us-east", "r:1", "c:1");

    private final AtomicLong now = new AtomicLong();
    private final Replica replica = new Replica(Limits.DEFAULT, now::get, Duration.ofSeconds(1));

    @Test
    void aBatchHearsEachOutcomeBeforeTheListenersHearOfTheNextCommand() {
        var heard = new ArrayList<String>();
        replica.addListener(new ReplicaListener() {
            @Override
            public void commandApplied(AppliedCommand command) {
                heard.add("listener " + command.outcome().getClass().getSimpleName());
            }

            @Override
            public void entryApplied(AppliedEntry entry) {
                heard.add("entry " + entry.index() + " with tokens " + entry.tokensGranted());
            }
        });
        replica.apply(3, bytes(open("c"), acquire()), new LocalBatch() {
            @Override
            public void applied(int position, long index, Outcome outcome) {
                heard.add("caller " + position + " " + outcome.getClass().getSimpleName());
            }

            @Override
            public void applied(AppliedEntry entry) {
                heard.add("batch " + entry.index());
            }
        });
        assertThat(heard)
                .containsExactly(
                        "caller 0 SessionOpened",
                        "listener SessionOpened",
                        "caller 1 LeaseAcquired",
                        "listener LeaseAcquired",
                        "entry 3 with tokens 1",
                        "batch 3");
    }

    @Test
    void aSnapshotSaysHowFarItGoesEvenIfBarriersCameLast() throws IOException {
        replica.apply(3, bytes(open("c")), null);
        replica.apply(9, bytes(), null);
        var copy = new Replica(Limits.DEFAULT, now::get, Duration.ZERO);
        var waits = new ApplyWaiters(copy);
        copy.addListener(waits);
        CompletableFuture<Void> reached = waits.reached(9);
        assertThat(reached).isNotDone();
        copy.reset();
        copy.restoreSnapshot(new ByteArrayInputStream(snapshot(replica)));
        assertThat(reached).isCompleted();
        assertThat(snapshot(copy)).isEqualTo(snapshot(replica));
        assertThat(waits.reached(9)).isCompleted();
        CompletableFuture<Void> next = waits.reached(10);
        copy.apply(11, bytes(), null);
        assertThat(next).isCompleted();
    }

    @Test
    void anEntryOfTheLogsOwnIsWaitedForToo() {
        var waits = new ApplyWaiters(replica);
        replica.addListener(waits);
        replica.apply(3, bytes(open("c")), null);
        CompletableFuture<Void> reached = waits.reached(4);
        assertThat(reached).isNotDone();
        replica.indexAdvanced(4);
        assertThat(reached).isCompleted();
        assertThat(waits.reached(4)).isCompleted();
        assertThat(waits.lastApplied()).as("the last one with commands").isEqualTo(3);
    }

    @Test
    void aSnapshotIsTheStateOfItsEntryWhateverIsAppliedWhileItIsWritten() throws IOException {
        int leases = 6_000;
        replica.apply(1, bytes(open("c"), open("d")), null);
        for (int i = 0; i < leases; i++) {
            replica.apply(2 + i, bytes(acquire(longName(i), 1)), null);
        }
        byte[] expected = snapshot(replica);
        var written = new ByteArrayOutputStream();
        var changes = new AtomicLong();
        OutputStream meddling = new OutputStream() {
            @Override
            public void write(int oneByte) {
                written.write(oneByte);
            }

            @Override
            public void write(byte[] many, int from, int count) {
                written.write(many, from, count);
                if (count > 10_000) {
                    changeAll(leases, leases + 10 + changes.getAndAdd(3));
                }
            }
        };
        try (SnapshotSource frozen = replica.freeze()) {
            frozen.writeTo(meddling);
        }
        assertThat(changes.get()).as("it was written in several parts").isGreaterThan(3);
        assertThat(written.toByteArray()).isEqualTo(expected);
        assertThat(snapshot(replica)).isNotEqualTo(expected);
    }

    /** Ends every lease, acquires half of them again and as many others, and renews the other session. */
    private void changeAll(int leases, long index) {
        replica.apply(index, bytes(new Command.CloseSession(1), new Command.RenewSession(2, 0)), null);
        for (int i = 0; i < leases; i += 2) {
            replica.apply(index + 1, bytes(acquire(longName(i), 2), acquire("orders/" + index + "/" + i, 2)), null);
        }
        replica.apply(index + 2, bytes(open("e")), null);
    }

    private static String longName(int i) {
        return "orders/%0100d".formatted(i);
    }

    @Test
    void anEntryThatCannotBeReadChangesNothing() {
        assertThatThrownBy(() -> replica.apply(3, new byte[] {9}, null)).isInstanceOf(MalformedEntryException.class);
        assertThat(replica.<Long>read(View::applied)).isEqualTo(-1);
    }

    @Test
    void onlyTheReadyLeaderExpiresAndOnlyAfterItsGrace() {
        replica.apply(3, bytes(open("c")), null);
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(replica.due(9)).as("a follower").isEmpty();
        lead(1, true);
        assertThat(replica.due(9)).as("in its grace").isEmpty();
        now.addAndGet(Duration.ofMillis(900).toNanos());
        lead(1, true);
        now.addAndGet(Duration.ofMillis(101).toNanos());
        assertThat(replica.due(9))
                .as("hearing twice of one term gives no second grace")
                .containsExactly(new Command.ExpireSession(1, 0));
        lead(1, false);
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(replica.due(9)).as("deposed").isEmpty();
    }

    @Test
    void onlyTheLeadersClockTellsRemainingTime() {
        replica.apply(3, bytes(open("c")), null);
        assertThat(remaining()).isEmpty();
        lead(1, true);
        assertThat(remaining()).hasValue(5_050_000_000L);
    }

    private OptionalLong remaining() {
        return replica.read(view -> view.remainingNanos(1));
    }

    private void lead(long term, boolean ready) {
        replica.leadershipChanged(new Leadership("a", Optional.of(SELF), ready, term));
    }

    private static Command acquire() {
        return acquire("orders", 1);
    }

    private static Command acquire(String resource, long session) {
        return new Command.Acquire(resource, session, false, 1);
    }
}
