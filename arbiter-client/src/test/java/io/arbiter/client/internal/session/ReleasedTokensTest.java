package io.arbiter.client.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReleasedTokensTest {
    private final ReleasedTokens gone = new ReleasedTokens();

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
        gone.discardThrough(6);
        assertThat(gone.mayBeListed(23, 6)).isTrue();

        gone.discardThrough(7);

        assertThat(gone.mayBeListed(23, 6)).isFalse();
    }

    @Test
    void whenItMustForgetNoListFromBeforeIsBelieved() {
        for (int token = 1; token <= ReleasedTokens.MAX_TOKENS + 1; token++) {
            gone.add(token, token);
        }

        assertThat(gone.mayBeListed(1, 0)).as("forgotten").isTrue();
        assertThat(gone.mayBeListed(999_999, 0)).as("may be forgotten").isTrue();
        assertThat(gone.mayBeListed(999_999, 1)).isFalse();
        assertThat(gone.mayBeListed(ReleasedTokens.MAX_TOKENS, 2)).isTrue();
    }
}
