package io.arbiter.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.check.load.LeaseLoad;
import io.arbiter.chaos.check.load.RegisterLoad;
import io.arbiter.chaos.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A history that is right, with one thing changed that makes it wrong, is convicted, whatever the rest of it. */
class MutationsTest {
    private static final int SEEDS = Integer.getInteger("seeds", 60);
    private static final int AT_LEAST = 10;
    private static final List<String> ROWS = new ArrayList<>();
    private static final Checker REGISTERS = Linearizability.ofRegisters();
    private static final Checker LEASES = Linearizability.ofLeases();

    private record Mutation(String name, Function<History, Optional<History>> change, Checker... convictedBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Mutation> ofRegisters() {
        var lostWrites = new LostWrites();
        return Stream.of(
                new Mutation("invented value", Mutations::inventedValue, REGISTERS, lostWrites),
                new Mutation("stale read", Mutations::staleRead, REGISTERS, lostWrites),
                new Mutation("dropped write", Mutations::droppedWrite, REGISTERS, lostWrites),
                new Mutation("swapped reads", Mutations::swappedReads, REGISTERS),
                new Mutation("cas of another value", Mutations::casOfAnotherValue, REGISTERS));
    }

    static Stream<Mutation> ofLeases() {
        var lostWrites = new LostWrites();
        var guardOrder = new GuardOrder();
        return Stream.of(
                new Mutation("repeated token", Mutations::repeatedToken, LEASES, new TokenOrder()),
                new Mutation("smaller token", Mutations::smallerToken, LEASES, new TokenOrder(), lostWrites),
                new Mutation("stale holder", Mutations::staleHolder, LEASES, lostWrites),
                new Mutation("renewed though lost", Mutations::renewedThoughLost, LEASES),
                new Mutation("lingering gate", Mutations::lingeringGate, new GateExclusivity()),
                new Mutation("accepted stale write", Mutations::acceptedStaleWrite, guardOrder),
                new Mutation("rejected highest", Mutations::rejectedHighest, guardOrder),
                new Mutation("older base", Mutations::olderBase, new LostUpdates()),
                new Mutation("undone guarded write", Mutations::undoneGuardedWrite, lostWrites));
    }

    @ParameterizedTest
    @MethodSource("ofRegisters")
    void mutatedRegistersAreConvicted(Mutation mutation) {
        convicted(mutation, seed -> new RegisterLoad(seed, 6, 2, 0.05).draw(200));
    }

    @ParameterizedTest
    @MethodSource("ofLeases")
    void mutatedLeasesAreConvicted(Mutation mutation) {
        convicted(mutation, seed -> new LeaseLoad(seed, 4, 2, 0.05).draw(600));
    }

    private static void convicted(Mutation mutation, Function<Long, History> load) {
        int mutated = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Optional<History> wrong = mutation.change().apply(load.apply(seed));
            if (wrong.isPresent()) {
                mutated++;
                for (Checker checker : mutation.convictedBy()) {
                    Verdict verdict = checker.check(wrong.get());
                    assertThat(verdict.validity())
                            .as("seed %d: %s", seed, verdict)
                            .isEqualTo(Verdict.Validity.INVALID);
                    assertThat(verdict.offending()).isNotEmpty();
                }
            }
        }
        ROWS.add("%-22s %3d of %d histories mutated, all convicted".formatted(mutation, mutated, SEEDS));
        assertThat(mutated)
                .as("histories in which there was something to break")
                .isGreaterThan(AT_LEAST);
    }

    @AfterAll
    static void table() {
        System.out.println(String.join(System.lineSeparator(), ROWS));
    }
}
