package io.arbiter.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.arbiter.core.command.Command;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.testing.RandomCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** S9: any bytes are an entry or a malformed one, and no entry stops a replica. */
class EntryFuzzTest {
    private static final Limits LIMITS = new Limits(30, 30, 10, 10, 30, 20, 50);

    static Stream<byte[]> entries() {
        return Stream.iterate(1L, seed -> seed + 1)
                .limit(40)
                .map(seed -> new Entry(seed, new RandomCommands(seed).next(seed.intValue() % 20)))
                .map(EntryCodec::encode);
    }

    @MethodSource("entries")
    @FuzzTest
    void decoded(byte[] bytes) {
        decode(bytes)
                .ifPresent(entry ->
                        assertThat(EntryCodec.decode(EntryCodec.encode(entry))).isEqualTo(entry));
    }

    @MethodSource("entries")
    @FuzzTest
    void applied(byte[] bytes) {
        var machine = new LeaseMachine(LIMITS, new ExpiryTracker(() -> 0, Duration.ZERO));
        decode(bytes).ifPresent(entry -> {
            for (Command command : entry.commands()) {
                machine.apply(1, entry.wallMillis(), command);
                Invariants.check(machine.state(), LIMITS);
            }
        });
    }

    private static Optional<Entry> decode(byte[] bytes) {
        try {
            return Optional.of(EntryCodec.decode(bytes));
        } catch (MalformedEntryException refused) {
            assertThat(refused).hasMessageContaining("log entry");
            return Optional.empty();
        }
    }
}
