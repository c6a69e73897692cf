package io.arbiter.chaos.check.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Evidence;
import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.linear.Search.Result;
import io.arbiter.chaos.check.model.Lease;
import io.arbiter.chaos.check.model.Part;
import io.arbiter.chaos.check.model.Register;
import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Notation;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** The search, its short cuts and its shrinking, held against brute force over thousands of tiny histories. */
class SearchTest {
    private static final int HISTORIES = Integer.getInteger("histories", 8_000);

    /** The register once more, so that a mistake in the model shows too. */
    private static boolean isExplainedAsRegister(List<Call> calls) {
        return BruteForce.explains(
                Optional.<Object>empty(),
                SearchTest::register,
                calls.stream()
                        .filter(call -> call.outcome() != OperationType.FAIL)
                        .toList());
    }

    private static Optional<Object> register(Optional<Object> held, Call call) {
        Map<String, Object> asked = call.invocation().value();
        switch (call.invocation().f()) {
            case "write":
                return Optional.of(asked.get("value"));
            case "cas":
                return held.equals(Optional.of(asked.get("from"))) ? Optional.of(asked.get("to")) : null;
            default:
                return !call.isOk()
                                || held.equals(Optional.ofNullable(
                                        call.result().value().get("value")))
                        ? held
                        : null;
        }
    }

    private static <S> boolean isExplained(Part<S> part, List<Call> calls) {
        return BruteForce.explains(
                part.model().initial(), part.model()::step, part.model().relevant(calls));
    }

    private static <S> Result searched(Part<S> part) {
        return Search.of(part.model(), part.calls(), new Budget(1_000_000));
    }

    @Test
    void findsForRegistersWhatBruteForceFinds() {
        int[] counts = new int[2];
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Call> calls = TinyHistories.ofRegister(seed).calls();
            boolean expected = isExplainedAsRegister(calls);
            counts[expected ? 1 : 0]++;
            assertThat(searched(Register.parts(calls).get(0)))
                    .as("seed %d: %s", seed, Evidence.of(calls))
                    .isEqualTo(expected ? Result.LINEARIZABLE : Result.NOT_LINEARIZABLE);
        }
        report("registers", counts);
    }

    @Test
    void findsForLeasesWhatBruteForceFinds() {
        int[] counts = new int[2];
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Call> calls = TinyHistories.ofLease(seed).calls();
            for (Part<?> part : Lease.parts(calls)) {
                boolean expected = isExplained(part, part.calls());
                counts[expected ? 1 : 0]++;
                assertThat(searched(part))
                        .as("seed %d: %s", seed, Evidence.of(calls))
                        .isEqualTo(expected ? Result.LINEARIZABLE : Result.NOT_LINEARIZABLE);
            }
        }
        report("leases", counts);
    }

    private static void report(String what, int[] counts) {
        System.out.printf(
                "search against brute force, %s: %d linearizable, %d not, no difference%n", what, counts[1], counts[0]);
        assertThat(counts[0]).isGreaterThan(HISTORIES / 10);
        assertThat(counts[1]).isGreaterThan(HISTORIES / 10);
    }

    @Test
    void whatIsShownOfARegisterIsAViolationAndNotOneCallTooMuch() {
        showsTheLeast(TinyHistories::ofRegister, Register::parts, Linearizability.ofRegisters());
    }

    @Test
    void whatIsShownOfALeaseIsAViolationAndNotOneCallTooMuch() {
        showsTheLeast(TinyHistories::ofLease, Lease::parts, Linearizability.ofLeases());
    }

    private static void showsTheLeast(
            LongFunction<History> histories, Function<List<Call>, List<Part<?>>> parts, Linearizability checker) {
        int convicted = 0;
        for (long seed = 0; seed < HISTORIES / 4; seed++) {
            History history = histories.apply(seed);
            Verdict verdict = checker.check(history);
            if (!verdict.isValid()) {
                convicted++;
                Part<?> part = parts.apply(history.calls()).get(0);
                assertLeast(part, shown(history, verdict.offending()), "seed %d: %s".formatted(seed, verdict));
            }
        }
        assertThat(convicted).isGreaterThan(HISTORIES / 40);
    }

    /** The calls of the history as far as they are shown. */
    private static List<Call> shown(History history, List<Operation> offending) {
        return history.calls().stream()
                .filter(call -> offending.contains(call.invocation()))
                .map(call -> call.completion().filter(offending::contains).isPresent()
                        ? call
                        : new Call(call.invocation(), Optional.empty(), call.invokedAt(), Integer.MAX_VALUE))
                .toList();
    }

    private static void assertLeast(Part<?> part, List<Call> shown, String what) {
        assertThat(isExplained(part, shown)).as(what).isFalse();
        for (Call call : shown) {
            List<Call> others = new ArrayList<>(shown);
            others.remove(call);
            boolean needed = !part.model().needed(List.of(call), others).isEmpty();
            assertThat(needed || isExplained(part, others)).as(what).isTrue();
        }
    }

    @Test
    void leavingOutWhatMayBeDroppedFromRegistersConvictsNobody() {
        dropsSafely(TinyHistories::ofRegister, Register::parts);
    }

    @Test
    void leavingOutWhatMayBeDroppedFromLeasesConvictsNobody() {
        dropsSafely(TinyHistories::ofLease, Lease::parts);
    }

    private static void dropsSafely(LongFunction<History> histories, Function<List<Call>, List<Part<?>>> parts) {
        int dropped = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            var random = new Random(seed);
            for (Part<?> part : parts.apply(histories.apply(seed).calls())) {
                List<Call> kept = new ArrayList<>(part.calls());
                List<Call> gone = part.calls().stream()
                        .filter(call -> random.nextInt(3) == 0)
                        .toList();
                kept.removeAll(gone);
                if (!gone.isEmpty()
                        && isExplained(part, part.calls())
                        && part.model().needed(gone, kept).isEmpty()) {
                    dropped++;
                    assertThat(isExplained(part, kept))
                            .as("seed %d: %s without %s", seed, Evidence.of(part.calls()), Evidence.of(gone))
                            .isTrue();
                }
            }
        }
        assertThat(dropped).isGreaterThan(HISTORIES / 20);
    }

    @Test
    void aBudgetThatDoesNotSufficeIsNoAcquittal() {
        History history = Notation.parse(List.of("1 does write key=x value=1", "1 does write key=x value=2"));
        assertThat(Linearizability.ofRegisters().check(history).isValid()).isTrue();
        assertThat(Linearizability.ofRegisters().withSteps(1).check(history).validity())
                .isEqualTo(Verdict.Validity.UNKNOWN);
    }
}
