package io.arbiter.testsupport.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberClaimTest {
    private final List<Integer> ports = FreePorts.some(2);

    private InetSocketAddress address(int number) {
        return new InetSocketAddress("127.0.0.1", ports.get(number));
    }

    @Test
    void aNumberHasOneHolderAtATime() throws IOException {
        try (NumberClaim first = NumberClaim.of(0, this::address).orElseThrow()) {
            assertThat(first.number()).isZero();
            assertThat(NumberClaim.of(0, this::address)).isEmpty();
            try (NumberClaim other = NumberClaim.any(0, 1, this::address).orElseThrow()) {
                assertThat(other.number()).isEqualTo(1);
                assertThat(NumberClaim.any(0, 1, this::address)).isEmpty();
            }
        }
        try (NumberClaim again = NumberClaim.of(0, this::address).orElseThrow()) {
            assertThat(again.number()).isZero();
        }
    }
}
