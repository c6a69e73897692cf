package io.arbiter.chaos.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockTest {
    @Test
    void twoRunsNeverShareAnAddress() throws IOException {
        try (Block one = Block.claim(0);
                Block other = Block.claim(0)) {
            Set<String> all = new HashSet<>();
            for (Block block : Set.of(one, other)) {
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
        try (Block taken = Block.claim(0)) {
            number = taken.number();
            assertThatThrownBy(() -> Block.claim(number))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("block " + number + " of addresses is taken");
        }
        try (Block again = Block.claim(number)) {
            assertThat(again.number()).isEqualTo(number);
        }
        assertThatThrownBy(() -> Block.claim(1)).hasMessageContaining("block is 1: expected 3 to 250");
    }
}
