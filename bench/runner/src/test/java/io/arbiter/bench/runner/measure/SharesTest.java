package io.arbiter.bench.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void evenSharesAreFair() {
        assertThat(Shares.of(new long[] {7, 7, 7, 7})).contains(new Shares(1, 1, 1));
    }

    @Test
    void oneWhoGetsAllIsNot() {
        assertThat(Shares.of(new long[] {0, 12, 0, 0})).contains(new Shares(0.25, 4, 0));
    }

    @Test
    void nothingHasNoShares() {
        assertThat(Shares.of(new long[] {0, 0})).isEmpty();
    }
}
