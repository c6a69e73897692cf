package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoneTokensTest {
    private final GoneTokens gone = new GoneTokens();

    @Test
    void onlyAListFromBeforeMayShowIt() {
        gone.add(23, 7);

        assertThat(gone.mayBeListed(23, 6)).isTrue();
        assertThat(gone.mayBeListed(23, 7)).isFalse();
        assertThat(gone.mayBeListed(24, 6)).isFalse();
    }

    @Test
    void isForgottenOnceNoListFromBeforeCanCome() {
        gone.add(23, 7);
        gone.forgetThrough(6);
        assertThat(gone.mayBeListed(23, 6)).isTrue();

        gone.forgetThrough(7);

        assertThat(gone.mayBeListed(23, 6)).isFalse();
    }

    @Test
    void whenItMustForgetNoListFromBeforeIsBelieved() {
        for (int token = 1; token <= GoneTokens.MAX_TOKENS + 1; token++) {
            gone.add(token, token);
        }

        assertThat(gone.mayBeListed(1, 0)).as("forgotten").isTrue();
        assertThat(gone.mayBeListed(999_999, 0)).as("may be forgotten").isTrue();
        assertThat(gone.mayBeListed(999_999, 1)).isFalse();
        assertThat(gone.mayBeListed(GoneTokens.MAX_TOKENS, 2)).isTrue();
    }
}
