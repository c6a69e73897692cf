package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.LeaseSummary;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All tenants of us-east are moved and brought back by two commands, each to where its policy allows; {@code
 * -Darbiter.tenants=10000} for the size that the issue of promotions names.
 */
class RegionEvacuationTest {
    private static final int TENANTS = Integer.getInteger("arbiter.tenants", 60);
    private static final Duration LONG = Duration.ofMinutes(55);
    /** Renewed often, so that a holder soon learns what it is asked; far longer than a busy machine's pauses. */
    private static final Duration TTL = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private final List<String> tenants = IntStream.range(0, TENANTS)
            .mapToObj(number -> (number % 3 == 0 ? "tenants/eu/" : "tenants/us/") + number)
            .toList();

    @Test
    void allLeaveAndComeBackAndNoneIsWhereItMayNotBe() {
        try (TestCluster cluster = TestCluster.started(directory, "");
                ArbiterClient east = cluster.client("us-east").ttl(TTL).build();
                ArbiterClient west = cluster.client("us-west").ttl(TTL).build();
                ArbiterClient central = cluster.client("eu-central").ttl(TTL).build()) {
            put(east);
            hold(east, tenants);
            hold(west, List.of("tenants/us/of-west"));
            waitFor(west, tenants.stream().filter(name -> name.contains("/us/")).toList());
            waitFor(
                    central,
                    tenants.stream().filter(name -> name.contains("/eu/")).toList());
            awaitWaiters(east);

            evacuate(cluster);
            assertHeld(east, Map.of("/us/", "us-west", "/eu/", "eu-central"));

            waitFor(east, tenants);
            awaitWaiters(east);
            awaitConfirmed(east);
            Launch back = run(cluster, "failback us-east --comment over --override");
            assertThat(back.status()).as(back.output()).isZero();
            assertHeld(east, Map.of("/us/", "us-east", "/eu/", "us-east"));
            assertThat(holders(east)).containsEntry("tenants/us/of-west", "us-west");
        }
    }

    /** Tenants of eu may be in us-east, where they are at home, and in eu-central; the others in the US. */
    private static void put(ArbiterClient admin) {
        List<Policy> policies = List.of(
                Policy.of("tenants/eu/")
                        .allowing(Set.of("us-east", "eu-central"))
                        .preferring(List.of("us-east")),
                Policy.of("tenants/us/").allowing(Set.of("us-east", "us-west")).preferring(List.of("us-east")),
                Policy.of("tenants/us/of-west").preferring(List.of("us-west")));
        admin.admin().changePolicies(new PolicyChange(0, policies, List.of()), "test", "test");
    }

    private static void hold(ArbiterClient client, List<String> names) {
        for (int from = 0; from < names.size(); from += 500) {
            client.acquireAll(names.subList(from, Math.min(from + 500, names.size())), PATIENCE);
        }
    }

    /** Whoever is granted one says that its storage is ready. */
    private static void waitFor(ArbiterClient client, List<String> names) {
        for (String name : names) {
            client.acquireAsync(name, LONG).thenCompose(Lease::confirmPromotionAsync);
        }
    }

    private void awaitWaiters(ArbiterClient client) {
        Set<String> waitedFor = new HashSet<>();
        await().atMost(PATIENCE).until(() -> {
            rows(client).stream()
                    .filter(row -> row.waiters() > 0)
                    .forEach(row -> waitedFor.add(row.grant().resource()));
            return waitedFor.containsAll(tenants);
        });
    }

    private static void awaitConfirmed(ArbiterClient client) {
        await().atMost(PATIENCE)
                .until(() -> client.admin().promotions("", true, 1, 0).rows().isEmpty());
    }

    private static List<LeaseSummary> rows(ArbiterClient client) {
        var rows = new ArrayList<LeaseSummary>();
        client.admin().listLeases("tenants/", Consistency.LINEARIZABLE).forEachRemaining(rows::add);
        return rows;
    }

    private static Map<String, String> holders(ArbiterClient client) {
        var holders = new HashMap<String, String>();
        rows(client)
                .forEach(row -> holders.put(row.grant().resource(), row.grant().region()));
        return holders;
    }

    private void assertHeld(ArbiterClient client, Map<String, String> expected) {
        Map<String, String> holders = holders(client);
        for (String tenant : tenants) {
            String kind = tenant.contains("/us/") ? "/us/" : "/eu/";
            assertThat(holders).containsEntry(tenant, expected.get(kind));
        }
    }

    private static void evacuate(TestCluster cluster) {
        Launch wrong = run(cluster, "evacuate us-east --comment drill --to us-west --prefix tenants/eu/ --dry-run");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.output()).contains("REGION_FORBIDDEN", "NOT_ALL_MOVED");
        Launch moved = run(cluster, "evacuate us-east --comment drill --parallel 64");
        assertThat(moved.status()).as(moved.output()).isZero();
        assertThat(moved.output()).contains(TENANTS + " of " + TENANTS);
        Launch again = run(cluster, "evacuate us-east --comment drill");
        assertThat(again.output()).contains("nothing is to move");
    }

    private static Launch run(TestCluster cluster, String command) {
        var words = new ArrayList<>(List.of(("region " + command).split(" ")));
        words.addAll(List.of("--endpoints", cluster.clientAddress("us-west"), "--timeout", "2m"));
        Launch launch = Launch.inProcess(words);
        return launch;
    }
}
