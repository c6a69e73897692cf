package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outcomes for a node whose disk was torn, damaged, wiped, or left far behind. */
class DiskTest {
    /** The first record begins after it. */
    private static final int SEGMENT_HEADER_BYTES = "RaftLog1".length();

    @TempDir
    Path directory;

    private TestCluster cluster;

    @BeforeEach
    void start() {
        cluster = TestCluster.started(directory, """
            snapshot:
              every-entries: 100
            """);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** Only closed segments of 8 MB are purged, and only every 1,024 entries: so many, and so large. */
    @Test
    void aFollowerThatWasAwayInstallsASnapshot() {
        String follower = cluster.follower();
        cluster.server(follower).kill();
        try (ArbiterClient client = cluster.client("us-east").build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            for (int i = 0; i < 1_200; i++) {
                lease.putRecord(new byte[20_000]);
            }
            cluster.server(follower).start();
            cluster.awaitLeader();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(appliedToken(follower)).isEqualTo(lease.token()));
        }
        assertThat(cluster.server(follower).log()).contains("installed from the leader");
    }

    /** One entry each: acquire and release, one after the other. @return the last token */
    private long cycles(String resource, int count) {
        try (ArbiterClient client = cluster.client("us-east").build()) {
            long token = 0;
            for (int i = 0; i < count; i++) {
                try (Lease lease = client.acquire(resource, PATIENCE)) {
                    token = lease.token();
                }
            }
            return token;
        }
    }

    private long appliedToken(String node) {
        assertThat(cluster.server(node).isAlive())
                .as(() -> node + " runs: " + cluster.server(node).log())
                .isTrue();
        try (ArbiterClient client = cluster.clientOf(node).build()) {
            return client.admin()
                    .getLease("orders", Consistency.STALE)
                    .grant()
                    .map(Grant::token)
                    .orElse(0L);
        }
    }

    @Test
    void aTornTailIsCutOffAndTheNodeCatchesUp() throws IOException {
        cycles("orders", 20);
        String follower = cluster.follower();
        cluster.server(follower).kill();
        Path segment = openSegment(follower);
        // The remains of an entry that a power cut interrupted, and so never acknowledged: its beginning.
        long end = lastByteThatIsNotZero(segment);
        try (var channel = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer beginning = ByteBuffer.allocate(10);
            channel.read(beginning, SEGMENT_HEADER_BYTES);
            channel.write(beginning.flip(), end);
        }
        cluster.server(follower).start();
        cluster.awaitLeader();
        try (ArbiterClient client = cluster.client("us-east").build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(appliedToken(follower)).isEqualTo(lease.token()));
        }
        assertThat(cluster.server(follower).log()).contains("cut a half-written entry off");
    }

    private static long lastByteThatIsNotZero(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int last = bytes.length;
        while (last > 0 && bytes[last - 1] == 0) {
            last--;
        }
        return last;
    }

    @Test
    void aDamageInTheMiddleOfTheLogIsRefused() throws IOException {
        cycles("orders", 20);
        String follower = cluster.follower();
        cluster.server(follower).kill();
        Path segment = openSegment(follower);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[(int) (lastByteThatIsNotZero(segment) / 2)] ^= 0x10;
        Files.write(segment, bytes);

        cluster.server(follower).start();
        assertThat(cluster.server(follower).awaitExit()).isNotZero();
        assertThat(cluster.server(follower).log()).contains("damaged");
        assertThat(cycles("orders", 1)).as("the others go on").isPositive();
    }

    private Path openSegment(String node) throws IOException {
        try (Stream<Path> files = Files.walk(cluster.dataDirectory(node))) {
            return files.filter(f -> f.getFileName().toString().startsWith("log_inprogress_"))
                    .max(Comparator.comparing(f -> f.getFileName().toString()))
                    .orElseThrow();
        }
    }

    @Test
    void aNodeWhoseDiskIsFullEndsAndComesBackWhenThereIsSpace() {
        String follower = cluster.follower();
        cluster.server(follower).kill();
        cluster.server(follower).startWithFilesUpTo(3_072);
        cluster.awaitLeader();
        try (ArbiterClient client = cluster.client("us-east").build();
                Lease lease = client.acquire("orders", PATIENCE)) {
            for (int i = 0; i < 80; i++) {
                lease.putRecord(new byte[60_000]);
            }
            assertThat(cluster.server(follower).awaitExit())
                    .as("exit code for a log that cannot be written")
                    .isEqualTo(7);
            cluster.server(follower).start();
            cluster.awaitLeader();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(appliedToken(follower)).isEqualTo(lease.token()));
        }
    }

    @Test
    void aNodeWithAWipedDiskDoesNotVoteAgain() throws IOException {
        cycles("orders", 5);
        String follower = cluster.follower();
        cluster.server(follower).kill();
        FileTree.delete(cluster.dataDirectory(follower));
        cluster.server(follower).start();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.server(follower).log())
                        .contains("waiting to be admitted, run: arbiter member replace " + follower));
        try (ArbiterClient lost = cluster.clientOf(follower).build()) {
            assertThatThrownBy(() -> lost.acquire("orders", Duration.ofSeconds(2)))
                    .as("a client that knows others asks those")
                    .isInstanceOf(UnavailableException.class);
        }
        assertThat(cycles("orders", 1)).as("the others go on").isPositive();
        assertThat(cluster.server(follower).isAlive()).isTrue();
    }
}
