package io.arbiter.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesTest {
    private static Policy policy(String scope, String... allowed) {
        return new Policy(scope, new TreeSet<>(List.of(allowed)), List.of(), Failover.AUTOMATIC, 0, 1_000, 3_600_000);
    }

    private static Policies of(String... scopes) {
        return Policies.NONE.with(
                new PolicyChange(0, Stream.of(scopes).map(PoliciesTest::policy).toList(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "nobody",
            value = {
                "orders, ''",
                "tenants, ''",
                "tenants/, tenants/",
                "tenants/eu, tenants/",
                "tenants/eu/, tenants/eu/",
                "tenants/eu/4711, tenants/eu/4711",
                "tenants/eu/4712, tenants/eu/",
                "tenants/eu/4711/shard, tenants/eu/",
                "tenants/eu//x, tenants/eu/",
                "/, /",
                "/a, /",
                "//, /"
            })
    void theLongestScopeThatCoversANameDecides(String name, String scope) {
        Policies policies = of("", "/", "tenants/", "tenants/eu/", "tenants/eu/4711");
        assertThat(policies.of(name).map(stored -> stored.policy().scope())).isEqualTo(Optional.of(scope));
    }

    @Test
    void whatNoScopeCoversHasNoPolicy() {
        assertThat(of("tenants/").of("orders")).isEmpty();
        assertThat(of("tenants/").of("tenants")).isEmpty();
        assertThat(of("orders").of("orders/1")).isEmpty();
        assertThat(Policies.NONE.of("orders")).isEmpty();
    }

    @Test
    void whatAChangeLeavesAsItWasKeepsItsVersion() {
        Policies first = of("a", "b", "c");
        var change = new PolicyChange(1, List.of(policy("a"), policy("b", "us-east")), List.of("c", "d"));
        Policies second = first.with(change);
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.of("a").orElseThrow().version()).isEqualTo(1);
        assertThat(second.of("b").orElseThrow().version()).isEqualTo(2);
        assertThat(first.differences(second)).containsExactly("b", "c");
        assertThat(first.isAsAsked(change)).isFalse();
        assertThat(second.isAsAsked(change)).isTrue();
    }

    @Test
    void aViolationSaysWhatIsAllowed() {
        var policy = new Policy(
                "tenants/eu/", new TreeSet<>(List.of("b", "a")), List.of("b"), Failover.MANUAL, 0, 2_000, 9_000);
        Policies policies = Policies.NONE.with(new PolicyChange(0, List.of(policy), List.of()));
        assertThat(policies.violation("tenants/eu/1", "a", 2_000)).isEmpty();
        assertThat(policies.violation("tenants/eu/1", "a", 9_000)).isEmpty();
        assertThat(policies.violation("tenants/eu/1", "c", 5_000))
                .contains(new Violation("tenants/eu/", 1, "region", "c", "a, b"));
        assertThat(policies.violation("tenants/eu/1", "a", 9_001))
                .contains(new Violation("tenants/eu/", 1, "ttl_millis", "9001", "2000 to 9000"));
        assertThat(policies.violation("tenants/eu/1", "a", 1_999)).isPresent();
        assertThat(policy.rank("b")).isZero();
        assertThat(policy.rank("a")).isEqualTo(policy.rank("z")).isEqualTo(1);
    }
}
