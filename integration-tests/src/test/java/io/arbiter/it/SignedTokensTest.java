package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.cli.ArbiterCli;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.fence.FencingGuard;
import io.arbiter.fence.InMemoryHighWaterMarkStore;
import io.arbiter.fence.signed.SignatureRule;
import io.arbiter.fence.signed.SignedToken;
import io.arbiter.fence.signed.TrustedKeys;
import io.arbiter.fence.signed.TrustedKeysFile;
import io.arbiter.fence.signed.UntrustedTokenException;
import io.arbiter.fence.signed.UntrustedTokenException.Reason;
import io.arbiter.testsupport.files.LiveTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes sign, keys are rotated under holders, and guards believe what the cluster signed and nothing else. */
class SignedTokensTest {
    /** Every Ed25519 key begins so, as nodes keep it. */
    private static final String PRIVATE_KEY = "MC4CAQAwBQYDK2VwBCIEI";

    @TempDir
    private Path directory;

    private DevPki pki;
    private Path keys;

    @BeforeEach
    void issue() {
        pki = DevPki.in(directory.resolve("pki"));
        keys = directory.resolve("arbiter.keys");
    }

    @Test
    void keysAreRotatedUnderHolders() throws IOException {
        String audit = "audit.directory: " + directory.resolve("audit") + "/{node}\n";
        try (TestCluster cluster = TestCluster.secured(directory, pki, audit);
                ArbiterClient east = cluster.client("us-east").build();
                ArbiterClient west = cluster.client("us-west").build()) {
            Lease old = east.acquire("orders", PATIENCE);
            assertThat(old.signedToken()).as("before there is a key").isEmpty();

            run(cluster, "keys", "rotate", "--comment", "the first");
            renewed(old);
            await().until(() -> old.signedToken().isPresent());
            String first = old.signedToken().orElseThrow();
            assertThat(run(cluster, "keys", "rotate", "--comment", "was it done?", "--expect-key", "none"))
                    .contains("nothing was changed")
                    .contains(SignedToken.parse(first).keyId());
            export(cluster);
            FencingGuard guard = guard();
            hostileRaisesAreRefused(guard, first);
            guard.advance("orders", first);
            guard.check("orders", old.token());
            hostileRaisesAreRefused(guard, first);
            guard.check("orders", old.token());

            run(cluster, "keys", "rotate", "--comment", "the second");
            Lease next = west.acquire("payments", PATIENCE);
            String second = next.signedToken().orElseThrow();
            assertThat(SignedToken.parse(second).region()).isEqualTo("us-west");
            refused(Reason.UNKNOWN_KEY, () -> guard.advance("payments", second));
            export(cluster);
            guard.advance("payments", second);
            guard().advance("orders", first);
            renewed(old);
            await().until(() -> keyId(old).equals(keyId(next)));
            assertThat(old.isOpen()).isTrue();

            String stolen = SignedToken.parse(first).keyId();
            run(cluster, "keys", "drop", stolen, "--comment", "stolen");
            export(cluster);
            refused(Reason.UNKNOWN_KEY, () -> guard().advance("orders", first));
            guard().advance("orders", old.signedToken().orElseThrow());

            theNextLeaderSigns(cluster, west);
            noPrivateKeyLeaves(cluster, west);
        }
    }

    private static void hostileRaisesAreRefused(FencingGuard guard, String signed) {
        refused(Reason.UNSIGNED, () -> guard.check("orders", Long.MAX_VALUE));
        refused(Reason.UNSIGNED, () -> guard.advance("orders", Long.toString(Long.MAX_VALUE)));
        refused(Reason.OTHER_RESOURCE, () -> guard.advance("payments", signed));
    }

    private void theNextLeaderSigns(TestCluster cluster, ArbiterClient client) {
        String leader = cluster.awaitLeader();
        cluster.server(leader).kill();
        cluster.awaitLeader();
        guard().advance(
                        "refunds",
                        client.acquire("refunds", PATIENCE).signedToken().orElseThrow());
        cluster.revive();
    }

    /** Not in what nodes log or audit, nor in what they answer; in their own data, so this finds what it looks for. */
    private void noPrivateKeyLeaves(TestCluster cluster, ArbiterClient client) throws IOException {
        assertThat(cluster.logs()).doesNotContain(PRIVATE_KEY);
        assertThat(text(directory.resolve("audit"))).contains("rotate_key").doesNotContain(PRIVATE_KEY);
        assertThat(run(cluster, "keys", "ls", "-o", "json")).doesNotContain(PRIVATE_KEY);
        assertThat(run(cluster, "keys", "export")).doesNotContain(PRIVATE_KEY);
        assertThat(run(cluster, "watch", "--from", "1", "--for", "2s", "-o", "json"))
                .contains("rotateKey")
                .doesNotContain(PRIVATE_KEY);
        assertThat(client.admin().auth().toString()).doesNotContain(PRIVATE_KEY);
        assertThat(text(directory.resolve("data"))).contains(PRIVATE_KEY);
    }

    private static String text(Path tree) throws IOException {
        var all = new StringBuilder();
        for (Path file : LiveTree.files(tree)) {
            all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    private static String keyId(Lease lease) {
        return SignedToken.parse(lease.signedToken().orElseThrow()).keyId();
    }

    /**
     * Within seconds, and not a third of the TTL later: one that was renewed a moment ago is not renewed for a length
     * that it has left, so this waits until a little is gone.
     */
    private static void renewed(Lease lease) {
        Duration nearlyAll = PATIENCE.multipliedBy(98).dividedBy(100);
        await().until(() -> lease.timeRemaining().compareTo(nearlyAll) < 0);
        lease.ensureOpenFor(nearlyAll);
    }

    private FencingGuard guard() {
        return new FencingGuard(new InMemoryHighWaterMarkStore(), SignatureRule.required(TrustedKeysFile.open(keys)));
    }

    /** As an operator does it. */
    private void export(TestCluster cluster) {
        try {
            Path whole = Files.writeString(directory.resolve("exported"), run(cluster, "keys", "export"));
            TrustedKeys.read(whole);
            Files.move(whole, keys, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The standard output of {@code arbiter}. */
    private String run(TestCluster cluster, String... words) {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of(
                "--endpoints",
                String.join(
                        ",",
                        TestCluster.REGIONS.stream().map(cluster::clientAddress).toList()),
                "--timeout",
                Duration.ofSeconds(60).toSeconds() + "s"));
        line.addAll(pki.options("operator"));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int status = ArbiterCli.execute(
                new ProcessEnvironment(
                        Map.of(),
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                line.toArray(String[]::new));
        assertThat(status).as("%s: %s", line, err).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UntrustedTokenException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
