package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.Lease;
import io.arbiter.client.PermissionDeniedException;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.RecordWrite;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.Binding;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody has the certificate, the key and the code of us-west's sidecar. What it may not do is refused at every node
 * and kept in the audit; what it still can do is in docs/security.md, and here, so that the page stays true.
 */
class CompromisedSidecarTest {
    private static final String EAST = "spiffe://arbiter/region/us-east/sidecar/us-east";
    private static final String WEST = "spiffe://arbiter/region/us-west/sidecar/us-west";

    @TempDir
    private static Path directory;

    private static DevPki pki;
    private static TestCluster cluster;
    private static ArbiterClient victim;
    private static Lease lease;
    private static long victimSession;

    @BeforeAll
    static void start() {
        pki = DevPki.in(directory.resolve("pki"));
        cluster = TestCluster.secured(
                directory, pki, "audit.directory: \"%s/{node}\"".formatted(directory.resolve("audit")));
        try (ArbiterClient operator = cluster.client("us-east").build()) {
            bind(operator, EAST, "sidecar", "shared/");
            bind(operator, EAST, "sidecar", "east/");
            bind(operator, WEST, "sidecar", "shared/");
            operator.admin().changeAuth(new AuthChange.Enable(), "from now on");
        }
        victim = as("us-east-sidecar", "us-east").build();
        lease = victim.acquire("east/orders", PATIENCE);
        victim.acquire("shared/held", PATIENCE);
        victimSession = lease.sessionId();
    }

    private static void bind(ArbiterClient operator, String identity, String role, String prefix) {
        operator.admin().changeAuth(new AuthChange.PutBinding(new Binding(identity, role, prefix)), "as planned");
    }

    @AfterAll
    static void stop() {
        victim.close();
        cluster.close();
    }

    private static ArbiterClientBuilder as(String name, String region) {
        return cluster.client(region).tls(pki.certificate(name), pki.key(name), pki.trust());
    }

    private static List<String> audit() {
        try {
            List<String> lines = new ArrayList<>();
            for (Path file : LiveTree.files(directory.resolve("audit"))) {
                if (file.toString().endsWith(".jsonl")) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
            return lines;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatItMayNotDoIsRefusedAndAudited() {
        try (ArbiterClient thief = as("us-west-sidecar", "us-west").build();
                ArbiterClient disguised = as("us-west-sidecar", "us-east").build()) {
            var admin = thief.admin();
            thief.acquire("shared/own", PATIENCE); // A session, so that what is denied next is the acquire itself.
            Map<String, ThrowingCallable> deeds = new LinkedHashMap<>();
            deeds.put("call.acquire", () -> thief.acquire("east/orders", PATIENCE));
            deeds.put("call.open-session", () -> disguised.acquire("shared/1", PATIENCE));
            deeds.put("call.release", () -> admin.release("east/orders", victimSession, lease.token()));
            deeds.put("call.close-session", () -> admin.closeSession(victimSession));
            deeds.put(
                    "call.transfer", () -> admin.transfer("east/orders", victimSession, lease.token(), victimSession));
            deeds.put(
                    "call.put-record",
                    () -> admin.putRecord(new RecordWrite(
                            "east/orders",
                            victimSession,
                            lease.token(),
                            9,
                            OptionalLong.empty(),
                            Optional.of(new byte[] {9}))));
            deeds.put("lease.break", () -> admin.breakLease("east/orders", lease.token(), "mine now", EAST));
            deeds.put("session.break", () -> admin.breakSession(victimSession, "mine now", EAST));
            deeds.put(
                    "lease.request-handover",
                    () -> admin.requestHandover("east/orders", lease.token(), victimSession, EAST));
            deeds.put("call.get-lease", () -> admin.getLease("east/orders", Consistency.LINEARIZABLE));
            deeds.put("call.get-record", () -> admin.getRecord("east/orders", Consistency.STALE));
            deeds.put("call.explain", () -> admin.explain("east/orders", "us-west"));
            deeds.put("call.get-auth", admin::auth);
            deeds.put(
                    "auth.change",
                    () -> admin.changeAuth(new AuthChange.PutBinding(new Binding(WEST, "operator", "")), "please"));
            deeds.forEach((action, deed) ->
                    assertThatThrownBy(deed).as(action).isInstanceOf(PermissionDeniedException.class));

            assertThat(deeds.keySet())
                    .allSatisfy(action -> await().atMost(PATIENCE)
                            .until(() -> audit().stream()
                                    .anyMatch(line -> line.contains("\"caller\":\"" + WEST + "\"")
                                            && line.contains("\"action\":\"" + action + "\"")
                                            && line.contains("PERMISSION_DENIED"))));
        }
        assertThat(lease.isOpen()).isTrue();
        lease.putRecord(new byte[] {1});
    }

    /** With other code than ours, through the command line. */
    @Test
    void theCommandLineIsRefusedToo() {
        for (String command : List.of(
                "lease break east/orders --expect-token " + lease.token() + " --comment no --yes",
                "auth bindings",
                "auth bind " + WEST + " operator --comment no")) {
            var line = new ArrayList<>(List.of("arbiter"));
            line.addAll(List.of(command.split(" ")));
            line.addAll(List.of("--timeout", "60s", "--endpoints", cluster.clientAddress(TestCluster.REGIONS.get(0))));
            line.addAll(pki.options("us-west-sidecar"));
            Launch refused = Launch.of(line);
            assertThat(refused.status()).as(command + ": " + refused.output()).isEqualTo(8);
            assertThat(refused.output()).contains("PERMISSION_DENIED");
        }
    }

    /** As docs/security.md says under "What a stolen sidecar can do". */
    @Test
    void whatItStillCanDo() {
        try (ArbiterClient thief = as("us-west-sidecar", "us-west").build()) {
            Lease free = thief.acquire("shared/free", PATIENCE);
            assertThat(free.isOpen()).as("take what is free under its prefixes").isTrue();
            free.release();
            assertThat(thief.admin()
                            .getLease("shared/held", Consistency.LINEARIZABLE)
                            .grant())
                    .as("see who holds what under its prefixes")
                    .isPresent();
            assertThat(thief.admin().whoAmI()).isNotNull();
            assertThat(thief.admin().status().nodes()).hasSize(3);
        }
    }
}
