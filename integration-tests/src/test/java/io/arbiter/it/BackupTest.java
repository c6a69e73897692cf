package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseState;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.GrantBasis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/backup.md says, with real processes: a backup under load, the loss of everything, and a restore. */
class BackupTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/backup.md");
    private static final String NODE = "us-west";
    private static final List<String> KEPT = List.of("kept/a", "kept/b", "kept/c");

    @TempDir
    private Path base;

    private Path file;
    private long lastBefore;

    /** The command of the page that begins so, with the file of this test. */
    private List<String> command(String begin) throws IOException {
        Matcher command =
                Pattern.compile("(?m)^    bin/(" + begin + ".*?)( +#.*)?$").matcher(Files.readString(PAGE));
        assertThat(command.find()).as(begin).isTrue();
        return List.of(
                command.group(1).replace("monday.arbiter", file.toString()).split(" "));
    }

    @Test
    void allIsLostAndRestored() throws Exception {
        file = base.resolve("monday.arbiter");
        Path lost = Files.createDirectory(base.resolve("lost"));
        Path restored = Files.createDirectory(base.resolve("restored"));
        try (TestCluster old = TestCluster.started(lost, "");
                ArbiterClient survivor = old.client("us-east").build()) {
            List<Lease> leases = new ArrayList<>();
            KEPT.forEach(name -> leases.add(survivor.acquire(name, PATIENCE)));
            String formerId = survivor.admin().status().clusterId();
            saveUnderLoad(old);
            verify(formerId);
            lose(old);
            try (TestCluster anew = old.successor("restored", restored, "bootstrap.restore: " + file + "\n")) {
                anew.startAll();
                anew.awaitLeader();
                eachLeaseHasANewToken(anew, formerId);
                anOldClientIsRefused(leases.get(0));
                anOldNodeIsRefused(old, anew);
            }
        }
    }

    private void saveUnderLoad(TestCluster cluster) throws IOException {
        try (var load = new SteadyLoad(cluster.client("us-east").build())) {
            load.assertGoesOnAfter(20);
            List<String> words = new ArrayList<>(command("arbiter snapshot save"));
            words.remove(0);
            words.addAll(List.of("--endpoints", cluster.clientAddress(NODE), "--timeout", "2m"));
            Launch saved = Launch.inProcess(words);
            assertThat(saved.status()).as(saved.output()).isZero();
            load.assertGoesOnAfter(load.cycles());
            load.stop();
        }
        try (ArbiterClient client = cluster.client("us-east").build();
                Lease last = client.acquire("after the backup", PATIENCE)) {
            lastBefore = last.token();
        }
    }

    private void verify(String clusterId) throws IOException {
        Launch verified = Launch.of(command("arbiter-server snapshot verify"));
        assertThat(verified.status()).as(verified.output()).isZero();
        List<String> inspect = new ArrayList<>(command("arbiter-server snapshot inspect"));
        inspect.add("--json");
        JsonObject facts = JsonParser.parseString(Launch.of(inspect).output()).getAsJsonObject();
        assertThat(facts.get("cluster").getAsString()).isEqualTo("integration");
        assertThat(facts.get("cluster_id").getAsString()).isEqualTo(clusterId);
        assertThat(facts.get("node").getAsString()).isEqualTo(NODE);
        assertThat(facts.get("last_token").getAsLong()).isLessThan(lastBefore);
    }

    private static void lose(TestCluster cluster) {
        TestCluster.REGIONS.forEach(node -> cluster.server(node).kill());
    }

    private void eachLeaseHasANewToken(TestCluster cluster, String formerId) {
        try (ArbiterClient client = cluster.client("us-east").build()) {
            assertThat(client.admin().status().clusterId()).isNotEqualTo(formerId);
            for (String node : TestCluster.REGIONS) {
                try (ArbiterClient one = cluster.clientOf(node).build()) {
                    for (String resource : KEPT) {
                        Grant grant = one.admin()
                                .getLease(resource, Consistency.LINEARIZABLE)
                                .grant()
                                .orElseThrow();
                        assertThat(grant.token()).as(node).isGreaterThan(lastBefore);
                        assertThat(grant.basis()).isEqualTo(GrantBasis.BROKEN);
                    }
                }
            }
            try (Lease first = client.acquire("after the restore", PATIENCE)) {
                assertThat(first.token()).isGreaterThan(lastBefore);
            }
        }
    }

    /** Its session was another cluster's: its gates are shut, and it acquires nothing. */
    private static void anOldClientIsRefused(Lease lease) {
        await().atMost(PATIENCE).until(() -> lease.state() == LeaseState.LOST);
        assertThat(lease.isOpen()).isFalse();
    }

    /** It is started in the place of the new one, at its addresses, with all that the old cluster had agreed on. */
    private static void anOldNodeIsRefused(TestCluster old, TestCluster anew) {
        anew.server(NODE).kill();
        old.server(NODE).start();
        try (ArbiterClient client = anew.client("us-east")
                        .endpoints(anew.clientAddress("us-east"), anew.clientAddress("eu-central"))
                        .build();
                ArbiterClient observer = anew.clientOf(NODE)
                        .requestTimeout(Duration.ofSeconds(9))
                        .build()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(old.server(NODE).log()).contains("serves clients on"));
            for (int i = 0; i < 20; i++) {
                client.acquire("cycle", PATIENCE).release();
            }
            assertThatThrownBy(() -> observer.admin().getLease("cycle", Consistency.LINEARIZABLE))
                    .isInstanceOf(ArbiterException.class);
            assertThat(observer.admin().statusOf(anew.clientAddress(NODE), true).leader())
                    .isEmpty();
        }
        old.server(NODE).kill();
    }
}
