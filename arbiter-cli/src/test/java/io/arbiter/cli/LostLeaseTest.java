package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arbiter.cli.Faults.Fault;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Endpoint;
import io.arbiter.cli.cluster.Failure;
import io.arbiter.cli.hold.Abandonment;
import io.arbiter.cli.hold.HeldLease;
import io.arbiter.cli.hold.LeaseRequest;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.v1.CloseSessionRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lease that was granted and cannot be reported is given back, or reported as in doubt. */
class LostLeaseTest {
    private static final LeaseRequest REQUEST =
            new LeaseRequest("orders", "us-east", Duration.ofSeconds(60), Duration.ZERO);
    private FakeNode node;

    @BeforeEach
    void startNode() {
        node = new FakeNode();
        assertThat(CliRun.on(node, "status", "--timeout", "5m").status()).isZero();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    /** Tries to acquire over that cluster, which carries the request out and does not answer. */
    private CliException acquireWithoutAnswer(Cluster cluster) {
        node.faults.chosen = "OpenSession"::equals;
        node.faults.fault = Fault.SILENT;
        CompletableFuture<Lease> asked = cluster.client().acquireAsync("orders", Duration.ZERO);
        ExecutionException doubt = catchThrowableOfType(ExecutionException.class, asked::get);
        assertThat(node.state.leases).as("granted, whatever was answered").containsKey("orders");
        return Failure.of((ArbiterException) doubt.getCause());
    }

    private Cluster holder(Cluster cluster) {
        return cluster.forHolder(
                builder -> builder.region(REQUEST.region()).holder("test").ttl(REQUEST.ttl()));
    }

    @Test
    void anAcquireWithoutAnAnswerIsWithdrawn() {
        try (Cluster cluster = new Cluster(
                        List.of(Endpoint.parse(node.endpoint())), Duration.ofSeconds(15), builder -> builder);
                Cluster holder = holder(cluster)) {
            CliException doubt = acquireWithoutAnswer(holder);
            node.faults.fault = Fault.NONE;
            CliException told = new Abandonment(REQUEST, holder, Duration.ofMinutes(2), false).of(doubt);
            assertThat(told.code()).isEqualTo(ExitCode.TIMED_OUT);
            assertThat(told).hasMessageContaining("nothing is held");
            assertThat(node.state.leases).isEmpty();
            assertThat(node.state.sessions).isEmpty();
        }
    }

    @Test
    void oneThatCannotBeWithdrawnIsInDoubt() {
        try (Cluster cluster = new Cluster(
                        List.of(Endpoint.parse(node.endpoint())), Duration.ofSeconds(15), builder -> builder);
                Cluster holder = holder(cluster)) {
            CliException doubt = acquireWithoutAnswer(holder);
            CliException told = new Abandonment(REQUEST, holder, Duration.ofSeconds(3), false).of(doubt);
            assertThat(told.code()).isEqualTo(ExitCode.OUTCOME_UNKNOWN);
            assertThat(told.metadata()).containsEntry("lapses_after", "1m").containsEntry("resource", "orders");
        }
    }

    /** Over slow links a connection costs as much as a commit. */
    @Test
    void aLeaseIsGivenBackOverTheSameConnection() {
        int before = node.connections.count.get();
        try (Cluster cluster = new Cluster(
                        List.of(Endpoint.parse(node.endpoint())), Duration.ofMinutes(2), builder -> builder);
                HeldLease lease = HeldLease.acquire(REQUEST, cluster, "test")) {
            lease.ensureOpenFor(REQUEST.ttl());
            lease.letGo();
        }
        assertThat(node.state.leases).isEmpty();
        assertThat(node.connections.count.get() - before).isEqualTo(1);
    }

    private static final class FullDevice extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    private CliRun intoFullDevice(String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = ArbiterCli.execute(
                new ProcessEnvironment(
                        Map.of("ARBITER_ENDPOINTS", node.endpoint()),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(new FullDevice()),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                args);
        return new CliRun(status, "", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLeaseWhoseTokenNobodyReadIsGivenBack() {
        CliRun run = intoFullDevice("lease", "acquire", "orders", "--region", "us-east");
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("the lease was given back");
        assertThat(node.state.leases).isEmpty();
    }

    @Test
    void oneThatCannotBeGivenBackIsNamed() {
        node.faults.chosen = "CloseSession"::equals;
        node.faults.fault = Fault.SILENT;
        node.state.silent = true;
        CliRun run = intoFullDevice("lease", "acquire", "orders", "--region", "us-east");
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.err()).contains("token = 7").contains("session_id = 12").contains("lapses by itself after 1m");
        assertThat(node.state.requests).anyMatch(CloseSessionRequest.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status",
                "status -o json",
                "lease ls",
                "lease get orders",
                "session ls",
                "version",
                "help",
                "help exit-codes",
                "--help",
                "lease --help",
                "completion bash",
                "watch --from 101 --count 2",
                "lease release orders --session 12 --expect-token 7 -o json"
            })
    void anAnswerThatCannotBeWrittenIsAnError(String line) {
        node.state.grant("orders", node.state.open("us-east", "writer", 5_000));
        CliRun run = intoFullDevice(line.split(" "));
        assertThat(run.err()).contains("standard output could not be written");
        assertThat(run.status()).isEqualTo(7);
    }
}
