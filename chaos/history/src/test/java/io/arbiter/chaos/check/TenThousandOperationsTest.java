package io.arbiter.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.check.load.LeaseLoad;
import io.arbiter.chaos.check.load.RegisterLoad;
import io.arbiter.chaos.history.History;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * 10,000 operations over 20 keys with 20 clients are checked in seconds. The bound here is the number of steps that the
 * search may take, of which a machine of today does about a million a second; the steps taken are printed.
 */
class TenThousandOperationsTest {
    private static final int OPERATIONS = 10_000;
    private static final int CLIENTS = 20;
    private static final int STEPS = 500_000;

    private static final Linearizability REGISTERS =
            Linearizability.ofRegisters().withSteps(STEPS);
    private static final Linearizability LEASES = Linearizability.ofLeases().withSteps(STEPS);

    @Test
    void registersThatWork() {
        for (double unknown : List.of(0.0, 0.02, 0.1)) {
            History history = new RegisterLoad(7, CLIENTS, 20, unknown).draw(OPERATIONS);
            judged(REGISTERS, history, Validity.VALID, "20 registers, %.0f %% unknown".formatted(unknown * 100));
        }
    }

    @Test
    void registersWithAViolationAtTheEnd() {
        for (double unknown : List.of(0.0, 0.02, 0.1)) {
            History history = new RegisterLoad(7, CLIENTS, 20, unknown).draw(OPERATIONS);
            judged(
                    REGISTERS,
                    Mutations.staleRead(history).orElseThrow(),
                    Validity.INVALID,
                    "20 registers, %.0f %% unknown, violation".formatted(unknown * 100));
        }
    }

    @Test
    void oneRegisterMayBeTooMuchButThenLostWritesIsTheJudge() {
        History history = new RegisterLoad(7, CLIENTS, 1, 0.02).draw(OPERATIONS);
        judged(REGISTERS, history, Validity.VALID, "1 register, 2 % unknown");
        History wrong = Mutations.staleRead(history).orElseThrow();
        judged(REGISTERS, wrong, Validity.UNKNOWN, "1 register, 2 % unknown, violation");
        judged(new LostWrites(), wrong, Validity.INVALID, "1 register, 2 % unknown, violation");
    }

    @Test
    void leases() {
        History history = new LeaseLoad(7, CLIENTS, 20, 0.02).draw(OPERATIONS);
        judged(LEASES, history, Validity.VALID, "20 leases, 2 % unknown");
        judged(
                LEASES,
                Mutations.staleHolder(history).orElseThrow(),
                Validity.INVALID,
                "20 leases, 2 % unknown, violation");
    }

    private static void judged(Checker checker, History history, Validity expected, String what) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = System.nanoTime();
        long cpuBegan = threads.getCurrentThreadCpuTime();
        Verdict verdict = checker.check(history);
        System.out.printf(
                "%-38s %-8s %5d ms (%5d ms of processor): %s%n",
                what,
                verdict.validity(),
                (System.nanoTime() - began) / 1_000_000,
                (threads.getCurrentThreadCpuTime() - cpuBegan) / 1_000_000,
                verdict.summary());
        assertThat(verdict.validity()).as(verdict.summary()).isEqualTo(expected);
        assertThat(verdict.offending()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void everyOtherChecker() {
        History history = new LeaseLoad(8, CLIENTS, 3, 0.02).draw(OPERATIONS);
        for (Checker checker : List.of(
                new TokenOrder(), new GateExclusivity(), new GuardOrder(), new LostUpdates(), new LostWrites())) {
            judged(checker, history, Validity.VALID, checker.getClass().getSimpleName());
        }
        judged(new LostWrites(), new RegisterLoad(8, CLIENTS, 1, 0.02).draw(OPERATIONS), Validity.VALID, "LostWrites");
    }
}
