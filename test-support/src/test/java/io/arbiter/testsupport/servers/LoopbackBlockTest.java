package io.arbiter.testsupport.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackBlockTest {
    @Test
    void twoRunsNeverShareAnAddress() throws IOException {
        try (LoopbackBlock one = LoopbackBlock.claim(0);
                LoopbackBlock other = LoopbackBlock.claim(0)) {
            Set<String> all = new HashSet<>();
            for (LoopbackBlock block : Set.of(one, other)) {
                for (int to = 1; to <= 3; to++) {
                    assertThat(all.add(block.server(to))).isTrue();
                    for (int from = 1; from <= 3; from++) {
                        assertThat(all.add(block.fromClients(from, to))).isTrue();
                        assertThat(from == to || all.add(block.fromServers(from, to)))
                                .isTrue();
                    }
                }
            }
            assertThat(all).noneMatch(address -> address.startsWith("127.0.1.") || address.startsWith("127.1."));
        }
    }

    @Test
    void aTakenBlockIsRefusedUntilItIsFree() throws IOException {
        int number;
        try (LoopbackBlock taken = LoopbackBlock.claim(0)) {
            number = taken.number();
            assertThatThrownBy(() -> LoopbackBlock.claim(number))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("block " + number + " of addresses is taken");
        }
        try (LoopbackBlock again = LoopbackBlock.claim(number)) {
            assertThat(again.number()).isEqualTo(number);
        }
        assertThatThrownBy(() -> LoopbackBlock.claim(1)).hasMessageContaining("block is 1: expected 3 to 250");
    }
}
