package io.arbiter.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.outcome.Outcome;
import io.arbiter.server.codec.EntryCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each benchmark measures what its name says, once and untimed. */
class BenchmarkBodiesTest {
    private final LeaseValidityBenchmark held = new LeaseValidityBenchmark();
    private final GuardBenchmark guard = new GuardBenchmark();

    @Test
    void theGateIsOpenWhileItIsAsked() {
        assertThat(held.gateIsOpen()).isTrue();
        assertThat(held.isOpen()).isTrue();
        held.requireOpen();
    }

    @Test
    void gateAndGuardAllocateNothing() {
        assertThat(Allocation.of(held::gateIsOpen)).isLessThan(Allocation.NOTHING);
        assertThat(Allocation.of(held::isOpen)).isLessThan(Allocation.NOTHING);
        assertThat(Allocation.of(held::requireOpen)).isLessThan(Allocation.NOTHING);
        assertThat(Allocation.of(guard::checkSameToken)).isLessThan(Allocation.NOTHING);
        assertThat(Allocation.of(guard::checkNewerToken)).isLessThan(Allocation.NOTHING);
        assertThat(Allocation.of(guard::checkOneOfManyResources)).isLessThan(Allocation.NOTHING);
    }

    @Test
    void allocationIsSeen() {
        Object[] kept = new Object[1];
        assertThat(Allocation.of(() -> kept[0] = new long[1])).isGreaterThan(Allocation.NOTHING);
    }

    @Test
    void theMachineAppliesAmongSoManyLeases() {
        var apply = new ApplyBenchmark();
        apply.leases = 1_000;
        apply.setUp();
        assertThat(apply.acquireAndRelease()).isInstanceOf(Outcome.LeaseReleased.class);
        assertThat(apply.renew())
                .isInstanceOfSatisfying(
                        Outcome.SessionRenewed.class,
                        renewed -> assertThat(renewed.holdings())
                                .as("it knew what it holds")
                                .isEmpty());
    }

    @Test
    void aSignedGrantIsTrusted() {
        var signing = new SigningBenchmark();
        assertThat(signing.passGrant().getAcquire().getLease().getSignedToken()).isEmpty();
        assertThat(signing.signGrant().getAcquire().getLease().getSignedToken()).startsWith("arbiter-token-1.");
        assertThat(signing.verifyToken().token()).isEqualTo(4_711);
    }

    @Test
    void theCodecGivesBackWhatItGot() {
        for (int commands : List.of(1, 64, 512)) {
            var codec = new CodecBenchmark();
            codec.commands = commands;
            codec.setUp();
            assertThat(codec.decode().commands()).hasSize(commands);
            assertThat(EntryCodec.encode(codec.decode())).isEqualTo(codec.encode());
        }
    }
}
