package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * S9: every malformed request, configuration and command line gets a clear answer, changes nothing and stops no node.
 * The answers are the table in docs/bad-input.md; {@code -Dbad-input.update=true} writes it again.
 */
class BadInputTest {
    private static final Path TABLE = Path.of("").toAbsolutePath().getParent().resolve("docs/bad-input.md");

    @TempDir
    Path directory;

    private final List<String> rows = new ArrayList<>();

    @Test
    void badInputIsAnsweredAndChangesNothing() throws Exception {
        try (TestCluster cluster = TestCluster.started(directory, "");
                ArbiterClient client = cluster.client("us-east")
                        .holder("the holder")
                        .ttl(Duration.ofMinutes(10))
                        .build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            List<?> before = stateOf(client);
            requests(cluster, lease);
            commandLines(cluster);
            assertThat(stateOf(client)).as("the state after all bad input").isEqualTo(before);
            assertThat(cluster.running()).as("nodes that still run").isEqualTo(TestCluster.REGIONS);
            assertThat(lease.isOpen()).isTrue();
        }
        configurations();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(40);
        compare();
    }

    private static List<?> stateOf(ArbiterClient client) {
        var state = new ArrayList<Object>();
        client.admin().listLeases("", Consistency.LINEARIZABLE).forEachRemaining(row -> state.add(row.grant()));
        client.admin()
                .listSessions(Consistency.LINEARIZABLE)
                .forEachRemaining(session -> state.add(session.sessionId()));
        state.add(client.admin().getRecord("orders", Consistency.LINEARIZABLE));
        state.add(client.admin().status().lastToken());
        return state;
    }

    private void requests(TestCluster cluster, Lease lease) throws InterruptedException {
        ManagedChannel channel = Grpc.newChannelBuilder(
                        cluster.clientAddress(cluster.awaitLeader()), InsecureChannelCredentials.create())
                .build();
        try {
            var stub = ArbiterGrpc.newBlockingStub(channel);
            new BadRequests(lease.sessionId(), lease.token()).rows().forEach((what, request) -> {
                try {
                    request.accept(stub.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                    throw new AssertionError(what + " was accepted");
                } catch (StatusRuntimeException refused) {
                    rows.add("| " + what + " | " + answer(refused) + " |");
                }
            });
        } finally {
            channel.shutdownNow().awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static String answer(StatusRuntimeException refused) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        String reason = status.getDetailsList().stream()
                .map(detail -> {
                    try {
                        return detail.unpack(ErrorInfo.class).getReason();
                    } catch (InvalidProtocolBufferException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .findFirst()
                .orElse("");
        return refused.getStatus().getCode() + " " + reason + ": " + status.getMessage();
    }

    private void commandLines(TestCluster cluster) {
        for (List<String> arguments : BadCommandLines.ROWS) {
            var command = new ArrayList<>(
                    List.of("--endpoints", cluster.clientAddress("us-east"), "--timeout", PATIENCE.toSeconds() + "s"));
            command.addAll(arguments);
            rows.add("| `arbiter " + String.join(" ", arguments).replace("|", "\\|") + "` | "
                    + Launch.inProcess(command).refusal(0) + " |");
        }
    }

    private void configurations() {
        BadConfigurations.ROWS.forEach((what, yaml) -> {
            try {
                Path file = Files.writeString(directory.resolve("bad.yaml"), yaml);
                rows.add("| " + what + " | "
                        + Launch.of(List.of("arbiter-server", "--check", "--config", file.toString()))
                                .refusal(1) + " |");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private String withoutWhatDiffersEachTime(String row) {
        return row.replaceAll("127\\.0\\.0\\.1:\\d+", "HOST:PORT")
                .replaceAll("x{100,}", "xxx...")
                .replaceAll("up to \\d+m(\\d+s)?", "up to 9m58s")
                .replaceAll("applied revision \\d+", "applied revision 25")
                .replaceAll("session \\d{13,}", "session 1")
                .replace(directory.toString(), "DIR");
    }

    private void compare() throws IOException {
        String table =
                """
                    # Bad input, and the answer to it

                    Each row was sent to a running cluster by `BadInputTest`, which writes this table and then
                    checks that no node stopped and nothing changed (S9). Commands show the first line of the
                    answer, configurations the first mistake listed.

                    | what | answer |
                    | --- | --- |
                    """ + rows.stream().map(this::withoutWhatDiffersEachTime).collect(Collectors.joining("\n")) + "\n";
        if (Boolean.getBoolean("bad-input.update")) {
            Files.writeString(TABLE, table);
        }
        assertThat(table).isEqualTo(Files.readString(TABLE));
    }
}
