package io.arbiter.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.bootstrap.PeerIdentity.Standing;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity;
import io.arbiter.server.storage.RestorePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BootstrapRuleTest {
    private static final Member B = new Member("b", "rb", "b:1", "b:2");
    private static final Member C = new Member("c", "rc", "c:1", "c:2");
    private static final NodeIdentity SELF =
            new NodeIdentity("cluster", "a", "ida", NodeIdentity.Phase.FRESH, new TreeMap<>());
    private static final String BACKUP = "ab".repeat(32);
    private static final Map<String, String> ALL = Map.of("a", "ida", "b", "idb", "c", "idc");
    private static final Map<String, String> BEFORE = Map.of("a", "wiped", "b", "idb", "c", "idc");

    private static Optional<PeerIdentity> says(String node, String id, Map<String, String> members) {
        return Optional.of(new PeerIdentity("cluster", node, id, "0", members));
    }

    private static Decision decide(Optional<PeerIdentity> b, Optional<PeerIdentity> c) throws StartException {
        return decide(Optional.empty(), b, c);
    }

    private static Decision decide(Optional<String> wiped, Optional<PeerIdentity> b, Optional<PeerIdentity> c)
            throws StartException {
        return new BootstrapRule(SELF, "0").decide(wiped, Map.of(B, b, C, c));
    }

    private static Decision form() {
        return new Decision.Form(new TreeMap<>(ALL), 0);
    }

    private static Optional<PeerIdentity> restores(String node, RestorePlan plan) {
        return Optional.of(new PeerIdentity("cluster", node, "id" + node, "0", Map.of(), Standing.NONE, plan));
    }

    /** Each node renumbers the state by itself: by the latest time, so that all have the same one. */
    @Test
    void theLatestTimeOfAllNodesCounts() throws Exception {
        var self = new NodeIdentity(
                "cluster",
                "a",
                "ida",
                NodeIdentity.Phase.FRESH,
                new TreeMap<>(),
                Optional.empty(),
                new RestorePlan(BACKUP, 2_000));
        assertThat(new BootstrapRule(self, "0")
                        .decide(
                                Optional.empty(),
                                Map.of(
                                        B, restores("b", new RestorePlan(BACKUP, 3_000)),
                                        C, restores("c", new RestorePlan(BACKUP, 1_000)))))
                .isEqualTo(new Decision.Form(new TreeMap<>(ALL), 3_000));
    }

    /** Else the first entries of the log would mean another thing on each. */
    @Test
    void aPeerWithAnotherBackupOrWithOneAloneIsRefused() {
        assertThatThrownBy(() -> decide(restores("b", new RestorePlan(BACKUP, 1)), Optional.empty()))
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("bootstrap.restore is not set on a and the backup with SHA-256 " + BACKUP)
                .hasMessageContaining("expected the same backup on every node");
    }

    @Test
    void formsWhenAllAreFresh() throws Exception {
        assertThat(decide(says("b", "idb", Map.of()), says("c", "idc", Map.of())))
                .isEqualTo(form());
    }

    @Test
    void waitsForWhoeverIsMissing() throws Exception {
        assertThat(decide(says("b", "idb", Map.of()), Optional.empty())).isEqualTo(new Decision.Wait());
        assertThat(decide(Optional.empty(), Optional.empty())).isEqualTo(new Decision.Wait());
    }

    @Test
    void joinsPeersThatFormedWithThisVeryDisk() throws Exception {
        assertThat(decide(says("b", "idb", ALL), says("c", "idc", Map.of()))).isEqualTo(form());
        assertThat(decide(says("b", "idb", ALL), says("c", "idc", ALL))).isEqualTo(form());
    }

    @Test
    void aPeerThatFormedWithThisDiskIsNotEnough() throws Exception {
        assertThat(decide(says("b", "idb", ALL), Optional.empty())).isEqualTo(new Decision.Wait());
    }

    @Test
    void waitsToBeAdmittedWhenAPeerFormedWithAnotherDisk() throws Exception {
        assertWaits(says("b", "idb", BEFORE), Optional.empty(), "with another disk of a", "arbiter member replace a");
        assertWaits(
                says("b", "idb", Map.of()),
                says("c", "idc", BEFORE),
                "with another disk of a",
                "arbiter member replace a");
        assertWaits(
                says("b", "idb", Map.of("b", "idb", "c", "idc")),
                Optional.empty(),
                "without a",
                "arbiter member add a");
    }

    private static void assertWaits(Optional<PeerIdentity> b, Optional<PeerIdentity> c, String why, String command)
            throws StartException {
        assertThat(decide(b, c)).isInstanceOfSatisfying(Decision.AwaitAdmission.class, waits -> {
            assertThat(waits.why()).contains(why);
            assertThat(waits.command()).isEqualTo(command);
        });
    }

    /** Else three wiped nodes would form a cluster that knows nothing of what the lost one had granted. */
    @Test
    void aDirectoryThatIsEmptyNowFormsNothingEvenAmongFreshPeers() throws Exception {
        assertThat(decide(Optional.of("empty now"), says("b", "idb", Map.of()), says("c", "idc", Map.of())))
                .isEqualTo(new Decision.AwaitAdmission("empty now", "arbiter member replace a"));
    }

    @Test
    void joinsWhenItsVeryDiskIsInvited() throws Exception {
        assertThat(decide(inviting("ida"), Optional.empty())).isEqualTo(new Decision.Join(BEFORE));
        assertThat(decide(inviting("another empty disk"), Optional.empty()))
                .isInstanceOf(Decision.AwaitAdmission.class);
    }

    private static Optional<PeerIdentity> inviting(String disk) {
        var standing = new Standing("b", true, Map.of("b", "b", "c", "c"), 7, Map.of("a", disk));
        return Optional.of(new PeerIdentity("cluster", "b", "idb", "derived", BEFORE, standing));
    }

    /** Otherwise the first leader would decide, by chance. */
    @Test
    void nodesThatWouldBeginAtDifferentTokensDoNotForm() {
        for (Map<String, String> members : List.of(Map.<String, String>of(), ALL)) {
            var other = Optional.of(new PeerIdentity("cluster", "b", "idb", "derived", members));
            assertThatThrownBy(() -> decide(other, Optional.empty()))
                    .isInstanceOfSatisfying(
                            StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                    .hasMessageContaining("bootstrap.above-token is 0 on a and derived on b; expected the same");
        }
    }

    @Test
    void aWrongAddressIsAMistakeInTheConfiguration() {
        assertThatThrownBy(() -> decide(says("c", "idc", Map.of()), Optional.empty()))
                .isInstanceOfSatisfying(StartException.class, e -> {
                    assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(e).hasMessageContaining("peers.b.client").hasMessageContaining("answers node c");
                });
        var other = Optional.of(new PeerIdentity("other", "b", "idb", "0", Map.of()));
        assertThatThrownBy(() -> decide(other, Optional.empty())).hasMessageContaining("of cluster other");
    }
}
