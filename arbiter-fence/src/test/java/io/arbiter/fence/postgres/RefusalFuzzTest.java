package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.fence.StaleTokenException;
import java.sql.SQLException;
import org.junit.jupiter.params.provider.ValueSource;

/** Any message under the script's own SQLSTATE is a refusal, or said to come from another version. */
class RefusalFuzzTest {
    @ValueSource(
            strings = {
                "ERROR: stale fencing token 5: the highest accepted is 6 for resource orders\n  Where: PL/pgSQL",
                "stale fencing token 9223372036854775807: the highest accepted is 9223372036854775807 for resource a b",
                "stale fencing token 99999999999999999999: the highest accepted is 1 for resource a"
            })
    @FuzzTest
    void read(@NotNull String message) {
        try {
            StaleTokenException stale =
                    PostgresRefusal.staleToken(new SQLException(message, PostgresRefusal.STALE_TOKEN));
            assertThat(message)
                    .contains("stale fencing token ", " the highest accepted is ", " for resource " + stale.resource());
            assertThat(stale.presented()).isNotNegative();
        } catch (IllegalStateException unknown) {
            assertThat(unknown).hasMessageContaining("another version");
        }
    }
}
