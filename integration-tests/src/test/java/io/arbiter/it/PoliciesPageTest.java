package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.cli.ArbiterCli;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file and the commands of docs/policies.md, in order, against a new cluster in which somebody is outside. */
class PoliciesPageTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/policies.md");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static String block(String language) throws IOException {
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void everyCommandDoesWhatThePageSays(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("policies.yaml");
        Files.writeString(file, block("yaml"));
        List<String> commands = Pattern.compile("(?m)^\\$ arbiter (.*)$")
                .matcher(Files.readString(PAGE))
                .results()
                .map(command -> command.group(1).replace("policies.yaml", file.toString()))
                .toList();
        try (TestCluster cluster = TestCluster.started(directory, "");
                ArbiterClient west = cluster.client("us-west").build();
                Lease outside = west.acquire("tenants/eu/4711", PATIENCE)) {
            List<String> said = new ArrayList<>();
            for (String command : commands) {
                said.add(run(cluster, command));
            }
            assertThat(said).hasSize(13);
            assertThat(said.get(0))
                    .contains("new        tenants/eu/", "keeps the lease", "nothing was changed")
                    .contains("the policies are at version 0");
            assertThat(said.get(1)).contains("tenants/eu/4711", "the policies are at version 1");
            assertThat(said.get(2)).contains("all resources", "eu-central", "MANUAL", "2s..30s");
            assertThat(said.get(3)).contains("scope: tenants/eu/", "allowed-regions: [eu-central]");
            assertThat(said.get(4)).contains("unchanged  orders").doesNotContain("not in the file");
            assertThat(said.get(5)).contains("tenants/eu/4711", "region us-west, allowed by tenants/eu/: eu-central");
            assertThat(said.get(6)).contains("deleted the policy of orders; the policies are at version 2");
            assertThat(said.get(7)).contains("failover of all resources is paused; the pauses are at version 1");
            assertThat(said.get(9)).contains("all resources", "work on the network", "tenants/eu/", "drill of eu");
            assertThat(said.get(10)).contains("failover of tenants/eu/ is paused since", "drill of eu");
            assertThat(said.get(11)).contains("failover of all resources is resumed");
            assertThat(said.get(12)).contains("the pauses are at version 4");
            assertThat(outside.isOpen()).as("no policy ends a lease").isTrue();
            assertThatThrownBy(() -> west.acquire("tenants/eu/1", PATIENCE))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> {
                        assertThat(refused.reason()).isEqualTo("OUTSIDE_POLICY");
                        assertThat(refused.metadata()).containsEntry("scope", "tenants/eu/");
                    });
            lettingOthersFollow(cluster);
        }
    }

    /** As the page says of a region that is lost; here a lease that nothing renews. */
    private static void lettingOthersFollow(TestCluster cluster) {
        run(cluster, "lease acquire tenants/eu/9 --region eu-central --ttl 1s");
        Matcher expired = await().atMost(PATIENCE)
                .until(
                        () -> Pattern.compile("stays in eu-central, where token (\\d+) ended")
                                .matcher(said(cluster, ExitCode.NOT_FOUND, "lease get tenants/eu/9")),
                        Matcher::find);
        assertThat(run(cluster, "policy check")).contains("tenants/eu/9", "failover is manual");
        String broken =
                run(cluster, "lease break tenants/eu/9 --expect-token " + expired.group(1) + " --comment gone --yes");
        assertThat(broken).contains("broke tenants/eu/9", "nobody waits").doesNotContain("may believe");
        assertThat(said(cluster, ExitCode.NOT_FOUND, "lease get tenants/eu/9")).doesNotContain("stays in");
    }

    private static String run(TestCluster cluster, String command) {
        return said(cluster, ExitCode.OK, command);
    }

    /** @param expected or, of a lease that is still held, {@code OK} */
    private static String said(TestCluster cluster, ExitCode expected, String command) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.addAll(List.of("--endpoints", cluster.clientAddress("us-east"), "--timeout", "2m"));
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = ArbiterCli.execute(
                new ProcessEnvironment(Map.of(), InputStream.nullInputStream(), out, out, false),
                words.toArray(String[]::new));
        assertThat(status).as(command + ": " + said).isIn(expected.number(), ExitCode.OK.number());
        return said.toString(StandardCharsets.UTF_8);
    }
}
