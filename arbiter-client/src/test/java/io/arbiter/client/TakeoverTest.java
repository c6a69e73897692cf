package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.fake.FakeCluster;
import io.arbiter.client.internal.session.StateDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * B5 45: a restarted process need not wait out its own lease, if it can prove that its predecessor is dead.
 */
class TakeoverTest {
    @TempDir
    Path directory;

    private ClientFixture start(FakeCluster cluster) {
        return new ClientFixture(cluster, Runnable::run, builder -> builder.stateDirectory(directory));
    }

    /** As the operating system does for a process that died: only the lock goes. */
    private void crash(ClientFixture fixture) {
        fixture.allNodes(node -> node.blackHole = true);
        fixture.loop.execute(() -> {});
        Thread closer = new Thread(fixture.client::close);
        closer.start();
        org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> {
            fixture.pass(Duration.ofSeconds(5));
            return !closer.isAlive();
        });
        fixture.allNodes(node -> node.blackHole = false);
    }

    @Test
    void aSecondClientInTheSameDirectoryIsRefused() {
        try (ClientFixture fixture = start(new FakeCluster())) {
            assertThatThrownBy(() -> start(fixture.cluster))
                    .isInstanceOf(StateDirectoryInUseException.class)
                    .hasMessageContaining("locked by another client");
            fixture.client.close();
        }
    }

    @Test
    void theNextProcessTakesOverWithANewToken() {
        try (FakeCluster cluster = new FakeCluster()) {
            ClientFixture first = start(cluster);
            Lease old = first.held("orders");
            crash(first);
            assertThat(cluster.state.leases).hasSize(1);

            ClientFixture second = start(cluster);
            Lease heir = second.held("orders");
            assertThat(heir.token()).isGreaterThan(old.token());
            assertThat(cluster.state.opened)
                    .extracting(open -> open.getGeneration())
                    .containsExactly(1L, 2L);
            assertThat(cluster.state.opened.get(0).getClientId())
                    .isEqualTo(cluster.state.opened.get(1).getClientId());
            second.client.close();
        }
    }

    @Test
    void whatNobodyClaimsIsReleasedAfterOneTtl() {
        try (FakeCluster cluster = new FakeCluster()) {
            ClientFixture first = start(cluster);
            first.held("orders");
            first.held("claimed");
            crash(first);
            ClientFixture second = start(cluster);
            second.held("other");
            second.pass(Duration.ofSeconds(5));
            assertThat(cluster.state.leases).containsOnlyKeys("orders", "claimed", "other");
            assertThat(second.held("claimed").isOpen()).isTrue();
            second.pass(Duration.ofSeconds(2));
            assertThat(cluster.state.leases).containsOnlyKeys("claimed", "other");
            second.client.close();
        }
    }

    @Test
    void withoutAStateDirectoryNothingIsTakenOver() {
        try (ClientFixture fixture = new ClientFixture()) {
            fixture.held("orders");
            assertThat(fixture.cluster.state.opened.get(0).getGeneration()).isZero();
        }
    }

    /** Closing a second channel on the lock file would drop the POSIX lock of the first. */
    @Test
    void aRefusedSecondClientLeavesTheLockToTheFirst() throws Exception {
        try (ClientFixture fixture = start(new FakeCluster())) {
            assertThatThrownBy(() -> start(fixture.cluster)).isInstanceOf(StateDirectoryInUseException.class);
            assertThat(otherProcessGetsTheLock()).isFalse();
            fixture.client.close();
            assertThat(otherProcessGetsTheLock()).isTrue();
        }
    }

    /** It has statics of its own, so it must find the claim elsewhere, before it opens the file. */
    @Test
    void anotherClassLoaderLeavesTheLockToTheFirst() throws Exception {
        try (ClientFixture fixture = start(new FakeCluster());
                URLClassLoader other = otherLoader()) {
            Method open = other.loadClass(StateDirectory.class.getName()).getDeclaredMethod("open", Path.class);
            open.setAccessible(true);
            assertThatThrownBy(() -> open.invoke(null, directory))
                    .cause()
                    .hasMessageContaining("locked by another client");
            assertStillLocked();
            fixture.client.close();
            AutoCloseable now = (AutoCloseable) open.invoke(null, directory);
            assertThat(otherProcessGetsTheLock()).isFalse();
            now.close();
        }
        assertThat(otherProcessGetsTheLock()).isTrue();
    }

    private static URLClassLoader otherLoader() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            urls.add(Path.of(part).toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    /** A channel that is left open and forgotten is closed as garbage, and the lock goes with it. */
    private void assertStillLocked() throws Exception {
        System.gc();
        System.gc();
        assertThat(otherProcessGetsTheLock()).isFalse();
    }

    /** An older version of this library, or any other code, makes no claim. */
    @Test
    void aLockThatWasTakenWithoutAClaimIsLeftToItsHolder() throws Exception {
        try (FileChannel holder =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            holder.lock();
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> StateDirectory.open(directory))
                        .isInstanceOf(StateDirectoryInUseException.class);
                assertStillLocked();
            }
        }
        StateDirectory.open(directory).close();
    }

    @Test
    void aDirectoryIsTheSameUnderAnotherName() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
        try (ClientFixture fixture = start(new FakeCluster())) {
            assertThatThrownBy(() -> StateDirectory.open(link)).isInstanceOf(StateDirectoryInUseException.class);
            assertStillLocked();
            fixture.client.close();
        } finally {
            Files.delete(link);
        }
    }

    private boolean otherProcessGetsTheLock() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockProbe.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("probe.out").toFile())
                .start();
        return process.waitFor() == 0;
    }

    /** Another process: ends with 0 if it gets the lock. */
    public static final class LockProbe {
        private LockProbe() {}

        public static void main(String[] arguments) {
            StateDirectory.open(Path.of(arguments[0])).close();
        }
    }

    @Test
    void aDamagedStateFileIsRefusedWithTheRemedy() throws IOException {
        Files.writeString(directory.resolve("client"), "garbage");
        assertThatThrownBy(() -> start(new FakeCluster()))
                .hasMessageContaining("is damaged")
                .hasMessageContaining("delete it");
        Files.delete(directory.resolve("client"));
        try (ClientFixture fixture = start(new FakeCluster())) {
            fixture.client.close();
        }
    }
}
