package io.arbiter.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.cli.base.CliException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** A text is refused with its mistakes, or is policies that are read again from what is printed of them. */
class PolicyFileFuzzTest {
    private static final Path FILE = Path.of("policies.yaml");

    static Stream<String> texts() {
        return Stream.of(
                "policies: []",
                "policies:\n  - {scope: 'a: b', failover: MANUAL, min-ttl: 2s}",
                "policies:\n  - scope: \"\\x07\"",
                "policies:\n  - scope: !!binary aGVsbG8=",
                "policies: &a [*a]",
                "? [a]\n: b",
                "%YAML 9.9\n--- a",
                "policies:\n\t- scope: a",
                "a: b: c",
                "--- a\n--- b",
                "\ufeffpolicies: []",
                "[".repeat(5_000));
    }

    @MethodSource("texts")
    @FuzzTest
    void read(@NotNull String text) {
        try {
            PolicyFile file = PolicyFile.parse(FILE, text);
            assertThat(PolicyFile.parse(FILE, PolicyText.file(file.policies()))).isEqualTo(file);
        } catch (CliException refused) {
            assertThat(refused.reason()).isEqualTo("POLICY_FILE");
            assertThat(refused.metadata()).isNotEmpty();
        }
    }
}
