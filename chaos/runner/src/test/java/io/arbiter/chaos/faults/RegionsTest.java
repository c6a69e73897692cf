package io.arbiter.chaos.faults;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.chaos.faults.kind.KillFault;
import io.arbiter.chaos.faults.kind.PartitionFault;
import io.arbiter.chaos.faults.kind.PauseFault;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.chaos.servers.RegionsOptions;
import io.arbiter.chaos.servers.UnhealthyException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real servers, struck by some quick faults; each test leaves them healthy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionsTest {
    private static final Role.Drawn LEADER = new Role.Drawn(Role.LEADER, 1);
    private static final Role.Drawn FOLLOWER = new Role.Drawn(Role.FOLLOWER, 1);

    private Regions regions;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        regions = Regions.start(RegionsOptions.in(directory).interposedIf(true));
        regions.awaitHealthy(PATIENCE);
        TrafficMain.start(regions, "us-west");
        awaitProgress();
    }

    @AfterAll
    void close() throws IOException {
        if (regions != null) {
            regions.close();
        }
    }

    private void awaitProgress() throws IOException {
        long before = TrafficMain.writes(regions, "us-west");
        await().atMost(PATIENCE).until(() -> TrafficMain.writes(regions, "us-west") > before + 3);
    }

    @Test
    void aLeaderIsKilledAndComesBack() throws Exception {
        Region leader = regions.leader().orElseThrow();
        Fault kill = KillFault.EFFECT.fault("kill", regions, LEADER);
        kill.begin();
        assertThat(kill.detail()).isEqualTo("leader " + leader);
        assertThat(leader.isRunning()).isFalse();
        assertThat(leader.lastExitCode()).hasValue(137);
        assertThatThrownBy(() -> regions.awaitHealthy(PATIENCE))
                .isInstanceOf(UnhealthyException.class)
                .hasMessageContaining(leader + " has ended with exit code 137");
        await().atMost(PATIENCE).until(() -> regions.leader().isPresent());
        kill.end();
        regions.awaitHealthy(PATIENCE);
        assertThat(regions.incidents()).isEmpty();
    }

    @Test
    void aPausedServerIsNotHealthyUntilItIsResumed() throws Exception {
        Fault pause = PauseFault.EFFECT.fault("pause", regions, FOLLOWER);
        pause.begin();
        assertThatThrownBy(() -> regions.awaitHealthy(Duration.ofMillis(100)))
                .isInstanceOf(UnhealthyException.class)
                .hasMessageContaining("is paused");
        pause.end();
        regions.awaitHealthy(PATIENCE);
    }

    @Test
    void everybodyAloneHasNoLeader() throws Exception {
        Fault partition = new PartitionFault(regions, PartitionFault.Shape.SHATTERED, LEADER);
        partition.begin();
        await().atMost(PATIENCE).until(() -> regions.leader().isEmpty());
        assertThatThrownBy(() -> regions.awaitHealthy(Duration.ofMillis(100)))
                .hasMessageContaining("no leader is known")
                .hasMessageContaining("0 leaders");
        partition.end();
        regions.awaitHealthy(PATIENCE);
        awaitProgress();
    }

    @Test
    void aLeaderThatIsCutOffIsReplaced() throws Exception {
        Region leader = regions.leader().orElseThrow();
        Fault partition = new PartitionFault(regions, PartitionFault.Shape.ISOLATED, LEADER);
        partition.begin();
        await().atMost(PATIENCE)
                .until(() -> regions.leader().filter(next -> next != leader).isPresent());
        partition.end();
        regions.awaitHealthy(PATIENCE);
        awaitProgress();
    }

    @Test
    void aPowerCutCostsOnlyWhatWasNotSynced() throws Exception {
        FaultKind power = FaultCatalogue.kinds(Set.of("power")).get(0);
        Fault cut = power.drawing().apply(new SplittableRandom(1)).build().apply(regions);
        cut.begin();
        assertThat(cut.detail()).contains("bytes lost");
        cut.end();
        regions.awaitHealthy(PATIENCE);
        awaitProgress();
        assertThat(regions.incidents()).isEmpty();
    }

    @Test
    void aScheduleStrikesAndTheClusterHeals() throws Exception {
        var failures = new ArrayList<String>();
        FaultSchedule schedule =
                FaultSchedule.draw(3, Set.of("partition", "slow", "pause", "jump"), Duration.ofSeconds(6));
        new FaultPlayer(regions, new FaultListener() {
                    @Override
                    public void began(Fault fault) {
                        assertThat(schedule.strikes()).extracting(Strike::kind).contains(fault.kind());
                    }

                    @Override
                    public void ended(Fault fault) {
                        assertThat(fault.detail()).isNotEmpty();
                    }

                    @Override
                    public void failed(Fault fault, Exception why) {
                        failures.add(fault.kind() + ": " + why);
                    }
                })
                .play(schedule);
        assertThat(failures).isEmpty();
        regions.awaitHealthy(PATIENCE);
        awaitProgress();
    }

    @Test
    void endpointsAndHostsFileAreThoseOfTheRegion() throws IOException {
        assertThat(regions.endpoints("us-west"))
                .isEqualTo(List.of(
                        "us-west.arbiter.test:7401", "us-east.arbiter.test:7401", "eu-central.arbiter.test:7401"));
        assertThat(regions.hostsFile("us-west"))
                .content()
                .contains(".12.1 us-east.arbiter.test", ".12.2 us-west.arbiter.test", ".12.3 eu-central.arbiter.test");
        assertThatThrownBy(() -> regions.region("mars")).hasMessageContaining("unknown region 'mars'");
    }
}
