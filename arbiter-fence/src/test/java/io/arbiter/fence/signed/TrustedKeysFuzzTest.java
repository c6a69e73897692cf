package io.arbiter.fence.signed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text is refused, or names a cluster and the keys whose ids fit them. */
class TrustedKeysFuzzTest {
    @ValueSource(strings = {TestSigner.GOLDEN_KEYS, "arbiter-keys 1\ncluster a\n", ""})
    @FuzzTest
    void parsed(@NotNull String text) {
        parse(text);
        parse("arbiter-keys 1\n" + text);
    }

    private static void parse(String text) {
        TrustedKeys keys;
        try {
            keys = TrustedKeys.parse(text);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("key");
            return;
        }
        assertThat(keys.clusterId()).isNotEmpty();
        assertThat(keys.ids()).isNotEmpty().allMatch(id -> id.matches("[0-9a-f]{16}"));
    }
}
