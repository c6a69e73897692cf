package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.EndReason;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.WatchRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour of commands when nodes fail, leases move, and people answer no. */
class ClusterBehaviourTest {
    private FakeNode node;

    @BeforeEach
    void startNode() {
        node = new FakeNode();
        node.state.grant("orders", node.state.open("us-east", "writer", 5_000));
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    /** The system accepts the connection and nobody ever answers, as with a paused process. */
    @Test
    void aNodeThatHangsIsNotAsked() throws IOException {
        try (ServerSocket hangs = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            CliRun run = CliRun.of(
                    "lease",
                    "release",
                    "orders",
                    "--session",
                    "12",
                    "--expect-token",
                    "7",
                    "--endpoints",
                    "127.0.0.1:" + hangs.getLocalPort() + "," + node.endpoint());
            assertThat(run.err()).isEmpty();
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void nobodyAnswers() throws IOException {
        try (ServerSocket hangs = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            CliRun run = CliRun.of(
                    "status",
                    "--timeout",
                    "400ms",
                    "--endpoints",
                    "127.0.0.1:" + hangs.getLocalPort() + ",127.0.0.1:1");
            assertThat(run.status()).isEqualTo(4);
            assertThat(run.err())
                    .contains("none of the 2 endpoints answered")
                    .contains("did not answer in time")
                    .contains("127.0.0.1:1 = cannot reach 127.0.0.1:1: Connection refused");
        }
    }

    @Test
    void statusFailsWithoutLeaderAndWithoutMajority() {
        node.state.leader = "";
        CliRun leaderless = CliRun.on(node, "status");
        node.state.majority = false;
        CliRun minority = CliRun.on(node, "status", "-o", "json");
        assertThat(leaderless.status()).isEqualTo(4);
        assertThat(leaderless.out()).contains("no leader").contains("us-west");
        assertThat(leaderless.err()).contains("NO_LEADER");
        assertThat(minority.status()).isEqualTo(4);
        assertThat(minority.err()).contains("MAJORITY_MISSING");
        assertThat(JsonParser.parseString(minority.out())
                        .getAsJsonObject()
                        .get("nodes")
                        .getAsJsonArray())
                .hasSize(3);
    }

    @Test
    void aPersonIsAskedBeforeABreak() {
        Map<String, String> env = Map.of("ARBITER_ENDPOINTS", node.endpoint());
        String[] breaks = {"lease", "break", "orders", "--expect-token", "7", "--comment", "fire"};
        CliRun no = CliRun.with(env, "y\n", true, breaks);
        CliRun end = CliRun.with(env, "", true, breaks);
        CliRun yes = CliRun.with(env, "yes\n", true, breaks);
        assertThat(no.status()).isEqualTo(1);
        assertThat(no.err()).contains("may stay open for up to 4.2s").contains("NOT_CONFIRMED");
        assertThat(end.status()).isEqualTo(1);
        assertThat(yes.status()).isZero();
        assertThat(node.state.leases).isEmpty();
    }

    @Test
    void acquireCountsTheSafeTimeFromTheSendingLessTheDrift() {
        CliRun run = CliRun.on(node, "lease", "acquire", "other", "--region", "us-west", "--ttl", "60s", "-o", "json");
        var answer = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(answer.get("safeForMillis").getAsLong()).isPositive().isLessThanOrEqualTo(59_400);
        assertThat(answer.get("lease").getAsJsonObject().get("token").getAsString())
                .isEqualTo("8");
        assertThat(node.state.requests).noneMatch(CloseSessionRequest.class::isInstance);
        assertThat(CliRun.on(node, "lease", "acquire", "more", "--region", "us-west")
                        .out())
                .contains("lapses by itself 1m after")
                .contains("arbiter lease release more --session 14 --expect-token 9");
    }

    @Test
    void aWaitThatIsOverLeavesNothingBehind() {
        CliRun run = CliRun.on(node, "lease", "acquire", "orders", "--region", "us-west", "--wait", "300ms");
        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).contains("orders was not granted within 300ms").contains("holder = us-east");
        assertThat(node.state.sessions).containsOnlyKeys(12L);
        assertThat(node.state.waiters.get("orders")).isEmpty();
    }

    @Test
    void transferTellsWhenTheHolderDoesNotAnswer() {
        node.state.obedientHolder = false;
        node.state.queue("orders", node.state.open("us-west", "writer", 5_000));
        CliRun run = CliRun.on(
                node, "lease", "transfer", "orders", "--to", "us-west", "--expect-token", "7", "--wait", "300ms");
        assertThat(run.status()).isEqualTo(5);
        assertThat(run.err()).contains("HANDOVER_PENDING").contains("the request stands");
    }

    /** The lease moved between the look at it and the request, and not to the receiver. */
    @Test
    void aTransferThatIsRefusedDoesNotStand() {
        node.state.refusesHandovers = true;
        node.state.queue("orders", node.state.open("us-west", "writer", 5_000));
        CliRun run = CliRun.on(node, "lease", "transfer", "orders", "--to", "us-west", "--expect-token", "7");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("STALE_TOKEN").doesNotContain("stands");
    }

    /** A dropped connection neither loses an event nor repeats one. */
    @Test
    void watchResumesWhereItWas() {
        node.state.grant("tenants/1", 12);
        node.state.grant("tenants/2", 12);
        node.state.dropsWatches = true;
        CliRun run = CliRun.on(node, "watch", "--from", "101", "--count", "4");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().map(line -> line.strip().split(" ")[0]))
                .containsExactly("101", "102", "103", "104");
        assertThat(run.err().lines()).hasSize(6).first().asString().contains("to go on from revision 102");
        assertThat(node.state.requests.stream().filter(WatchRequest.class::isInstance))
                .hasSize(4);
    }

    @Test
    void watchSaysWhatIsLeftOfTheHistory() {
        node.state.compactedBelow = 90;
        CliRun run = CliRun.on(node, "watch", "--from", "3");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("HISTORY_COMPACTED").contains("oldest_revision = 90");
    }

    /**
     * The write's number is hidden once the record is deleted; a fresh value must not be taken for the old
     * write.
     */
    @Test
    void aRecordWrittenAfterADeleteIsReallyWritten() {
        String[] lease = {"--session", "12", "--expect-token", "7"};
        for (String value : new String[] {"first", "second"}) {
            CliRun put = CliRun.on(node, with(lease, "record", "put", "orders", "--value", value));
            assertThat(put.err()).isEmpty();
            assertThat(CliRun.on(node, "record", "get", "orders", "--raw").out())
                    .isEqualTo(value);
            assertThat(CliRun.on(node, with(lease, "record", "rm", "orders")).status())
                    .isZero();
        }
        assertThat(CliRun.on(node, with(lease, "record", "rm", "orders")).status())
                .isEqualTo(3);
    }

    /** The delete was the first write under its token, as the next value would be, judging by what can be read. */
    @Test
    void aRecordWrittenAfterTheDeleteOfAnotherTokensIsReallyWritten() {
        CliRun.on(node, "record", "put", "orders", "--session", "12", "--expect-token", "7", "--value", "old");
        node.state.end("orders", EndReason.END_REASON_RELEASED, 0);
        node.state.grant("orders", 12);
        String[] lease = {"--session", "12", "--expect-token", "8"};
        assertThat(CliRun.on(node, with(lease, "record", "rm", "orders")).status())
                .isZero();
        CliRun put = CliRun.on(node, with(lease, "record", "put", "orders", "--value", "new"));
        assertThat(put.err()).isEmpty();
        assertThat(put.status()).isZero();
        assertThat(CliRun.on(node, "record", "get", "orders", "--raw").out()).isEqualTo("new");
    }

    private static String[] with(String[] last, String... first) {
        String[] all = Arrays.copyOf(first, first.length + last.length);
        System.arraycopy(last, 0, all, first.length, last.length);
        return all;
    }

    @Test
    void coloursOnlyOnATerminal() {
        Map<String, String> env = Map.of("ARBITER_ENDPOINTS", node.endpoint());
        Map<String, String> plain = Map.of("ARBITER_ENDPOINTS", node.endpoint(), "NO_COLOR", "1");
        assertThat(CliRun.with(env, "", true, "lease", "ls").out()).contains("\u001b[1m");
        assertThat(CliRun.with(env, "", false, "lease", "ls").out()).doesNotContain("\u001b");
        assertThat(CliRun.with(plain, "", true, "lease", "ls").out()).doesNotContain("\u001b");
        assertThat(CliRun.with(plain, "", false, "lease", "ls", "--color", "always")
                        .out())
                .contains("\u001b[1m");
    }

    /** A holder's name must not be able to write to the operator's terminal. */
    @Test
    void namesOfOthersCannotMoveTheCursor() {
        node.state.grant("evil", node.state.open("x\u001b[31m", "h\n\u202eforged", 5_000));
        assertThat(CliRun.on(node, "lease", "ls").out())
                .contains("h\\u000a\\u202eforged")
                .doesNotContain("\u001b");
    }

    @Test
    void aChangeIsSentOnce() {
        CliRun.on(node, "lease", "release", "orders", "--session", "12", "--expect-token", "7");
        assertThat(node.state.requests.stream().filter(ReleaseRequest.class::isInstance))
                .hasSize(1);
    }
}
