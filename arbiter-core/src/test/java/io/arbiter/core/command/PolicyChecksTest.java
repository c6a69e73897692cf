package io.arbiter.core.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyChecksTest {
    private static final OperatorAction ALICE = new OperatorAction("alice", "residency");

    private static Policy policy(String scope, List<String> allowed, List<String> preferred) {
        return new Policy(scope, new TreeSet<>(allowed), preferred, Failover.AUTOMATIC, 0, 1_000, 3_600_000);
    }

    private static Policy times(long lockDelay, long minTtl, long maxTtl) {
        return new Policy("a", new TreeSet<>(), List.of(), Failover.MANUAL, lockDelay, minTtl, maxTtl);
    }

    private static Command put(Policy... policies) {
        return change(List.of(policies), List.of());
    }

    private static Command change(List<Policy> puts, List<String> deletes) {
        return new Command.ChangePolicies(new PolicyChange(0, puts, deletes), ALICE);
    }

    private static void refused(String field, Policy... policies) {
        refused(field, List.of(policies), List.of());
    }

    private static void refused(String field, List<Policy> puts, List<String> deletes) {
        assertThatThrownBy(() -> change(puts, deletes))
                .isInstanceOf(InvalidCommandException.class)
                .hasMessageStartingWith(field + " is ");
    }

    @Test
    void goodPolicies() {
        assertThatCode(() -> put(policy("", List.of(), List.of("a", "b")))).doesNotThrowAnyException();
        assertThatCode(() -> put(policy("x/", List.of("a", "b"), List.of("b")))).doesNotThrowAnyException();
        assertThatCode(() -> put(times(3_600_000, 1_000, 1_000))).doesNotThrowAnyException();
        assertThatCode(() -> change(List.of(), List.of(""))).doesNotThrowAnyException();
    }

    @Test
    void badPolicies() {
        refused("policies");
        refused("scope", policy("a\nb", List.of(), List.of()));
        refused("scope", policy("a", List.of(), List.of()), policy("a", List.of("b"), List.of()));
        refused("scope", List.of(policy("a", List.of(), List.of())), List.of("a"));
        refused("allowed_regions", policy("a", List.of(""), List.of()));
        refused("preferred_regions", policy("a", List.of("x"), List.of("y")));
        refused("preferred_regions", policy("a", List.of(), List.of("y", "y")));
        refused("lock_delay_millis", times(3_600_001, 1_000, 1_000));
        refused("min_ttl_millis", times(0, 999, 1_000));
        refused("max_ttl_millis", times(0, 2_000, 1_999));
        refused("max_ttl_millis", times(0, 2_000, 3_600_001));
    }

    @Test
    void aChangeIsBounded() {
        List<String> many = Collections.nCopies(65, "x");
        refused("preferred_regions", policy("a", List.of(), many));
        refused(
                "policies",
                IntStream.rangeClosed(0, Policies.MAX)
                        .mapToObj(i -> policy("p" + i, List.of(), List.of()))
                        .toList(),
                List.of());
        refused(
                "bytes of all scopes and regions",
                List.of(),
                IntStream.range(0, 520).mapToObj(i -> "s".repeat(505) + i).toList());
    }
}
