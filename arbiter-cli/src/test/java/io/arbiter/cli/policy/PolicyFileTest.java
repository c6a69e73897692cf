package io.arbiter.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.client.model.policy.Failover;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PromotionTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static final Path POLICIES = Path.of("src/test/resources/policies");

    private static List<Policy> parse(String... lines) {
        return PolicyFile.parse(Path.of("p.yaml"), String.join("\n", lines)).policies();
    }

    /** Each mistake as {@code line N, what}. */
    private static void refused(String text, String... mistakes) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(CliException.class, e -> {
            assertThat(e.code()).isEqualTo(ExitCode.USAGE);
            assertThat(e.metadata().keySet()).containsExactly(mistakes);
        });
    }

    @Test
    void aFileSaysWhatItLeavesOutByDefault() {
        assertThat(PolicyFile.read(POLICIES.resolve("good.yaml")).policies())
                .containsExactly(
                        Policy.of("").preferring(List.of("us-west", "us-east")),
                        Policy.of("tenants/eu/")
                                .allowing(Set.of("eu-central"))
                                .with(Failover.MANUAL)
                                .withLockDelay(Duration.ofSeconds(2)),
                        Policy.of("orders").withTtl(Duration.ofSeconds(1), Duration.ofSeconds(30)));
    }

    @Test
    void everyMistakeIsNamedWithItsLine() {
        assertThatThrownBy(() -> PolicyFile.read(POLICIES.resolve("bad.yaml")))
                .isInstanceOfSatisfying(
                        CliException.class,
                        e -> assertThat(e.metadata().keySet())
                                .containsExactly(
                                        "line 3, alowed-regions",
                                        "line 4, failover",
                                        "line 5, allowed-regions",
                                        "line 5, scope",
                                        "line 6, min-ttl",
                                        "line 8, scope",
                                        "line 9, preferred-regions",
                                        "line 10, lock-delay",
                                        "line 11, lock-delay",
                                        "line 12, policy"));
    }

    @Test
    void whatIsNoFileOfPoliciesIsRefused() {
        refused("", "line 1, file");
        refused("- scope: a", "line 1, file");
        refused("policy: []", "line 1, policies", "line 1, policy");
        refused("policies: orders", "line 1, policies");
        refused("policies:\n  - scope: [a]", "line 2, scope");
        refused("policies:\n  - scope: a\n  - scope: a", "line 3, scope");
        refused("policies:\n  - scope: 'a\n", "line 3, yaml");
        refused("policies:\n  - &a {scope: x}\n  - *a", "line 1, yaml");
        refused("policies:\n  - scope: ' a'", "line 2, scope");
        refused(
                "policies:\n  - scope: a\n    allowed-regions: [b]\n    preferred-regions: [c]",
                "line 4, preferred-regions");
        refused(
                "policies:\n  - scope: a\n    cool-down: 25h\n    drain-deadline: 0s\n    completion-deadline: 2h",
                "line 3, cool-down",
                "line 4, drain-deadline",
                "line 5, completion-deadline");
    }

    @Test
    void whatIsPrintedIsReadAgain() throws IOException {
        var policies = List.of(
                Policy.of(""),
                Policy.of("it's: # true/").allowing(Set.of("yes", "1")).preferring(List.of("1")),
                Policy.of("\u00fcber/\u2028\ud83d\ude00\"\\"),
                Policy.of("no")
                        .with(Failover.MANUAL)
                        .withLockDelay(Duration.ofMillis(1_500))
                        .withTtl(Duration.ofSeconds(90), Duration.ofMinutes(59)),
                Policy.of("a").withTtl(Duration.ofMillis(1_001), Duration.ofSeconds(3_599)),
                Policy.of("b").with(new PromotionTimes(Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(3_600))),
                Policy.of("c")
                        .with(new PromotionTimes(
                                Duration.ofHours(24), PromotionTimes.DEFAULT.drain(), Duration.ofMillis(1))));
        assertThat(parse(PolicyText.file(policies))).isEqualTo(policies);
    }
}
