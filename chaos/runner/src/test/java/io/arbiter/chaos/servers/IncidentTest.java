package io.arbiter.chaos.servers;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.process.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Acts that count as unexplained; a shell stands for the server. */
class IncidentTest {

    @TempDir
    private Path directory;

    private final List<Incident> incidents = new CopyOnWriteArrayList<>();

    private Region started(String script) throws Exception {
        Region region = new Region(
                "us-east", new NodeFiles(directory), List.of("bash", "-c", script), Optional.empty(), incidents::add);
        region.start();
        return region;
    }

    @Test
    void anEndThatNobodyAskedForIsOne() throws Exception {
        started("echo something is wrong; exit 8");
        await().atMost(PATIENCE).until(() -> !incidents.isEmpty());
        assertThat(incidents.get(0).toString()).contains("us-east ended with exit code 8", "something is wrong");
    }

    @Test
    void aKillAndAStopAreNot() throws Exception {
        Region region = started("exec sleep 600");
        region.kill();
        assertThat(region.lastExitCode()).hasValue(137);
        region.start();
        region.stop();
        assertThat(region.isRunning()).isFalse();
        assertThat(incidents).isEmpty();
    }

    @Test
    void anAllowedExitIsNotButAnotherIs() throws Exception {
        Region region = started("trap 'exit 7' USR1; trap 'exit 5' USR2; echo up; while :; do sleep 0.05; done");
        await().atMost(PATIENCE).until(() -> region.lastWords().contains("up"));
        region.allowExit(7);
        signal(region, "USR1");
        assertThat(incidents).isEmpty();
        region.start();
        await().atMost(PATIENCE).until(() -> region.lastWords().endsWith("up\nup"));
        region.allowExit(7);
        signal(region, "USR2");
        await().atMost(PATIENCE).until(() -> incidents.size() == 1);
        assertThat(incidents.get(0).what()).isEqualTo("ended with exit code 5");
    }

    private static void signal(Region region, String name) throws IOException, InterruptedException {
        Shell.signal(name, region.pid());
        assertThat(region.awaitEnd(PATIENCE.toSeconds())).isTrue();
    }

    @Test
    void aPausedOneIsResumedBeforeItIsStopped() throws Exception {
        Region region = started("exec sleep 600");
        region.pause();
        assertThat(region.isPaused()).isTrue();
        region.stop();
        assertThat(region.isRunning()).isFalse();
        assertThat(incidents).isEmpty();
    }
}
